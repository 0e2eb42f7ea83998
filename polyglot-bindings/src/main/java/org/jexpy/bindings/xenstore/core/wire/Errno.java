package org.jexpy.bindings.xenstore.core.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was refused: the errors that the protocol has names for, in the order of xs_wire.h.
 * They cross by name; numbers and texts are those of Linux.
 */
public enum Errno {
  /** The request makes no sense. */
  EINVAL(22, "Invalid argument"),
  /** The caller may not. */
  EACCES(13, "Permission denied"),
  /** It is there already. */
  EEXIST(17, "File exists"),
  /** Not used by servers of today. */
  EISDIR(21, "Is a directory"),
  /** It is not there. */
  ENOENT(2, "No such file or directory"),
  /** The server has no memory for it. */
  ENOMEM(12, "Cannot allocate memory"),
  /** A quota is used up. */
  ENOSPC(28, "No space left on device"),
  /** The store could not be written. */
  EIO(5, "Input/output error"),
  /** Not used by servers of today. */
  ENOTEMPTY(39, "Directory not empty"),
  /** There is no such operation. */
  ENOSYS(38, "Function not implemented"),
  /** Not used by servers of today. */
  EROFS(30, "Read-only file system"),
  /** A transaction within a transaction. */
  EBUSY(16, "Device or resource busy"),
  /** Others changed what the transaction saw; it may be tried again. */
  EAGAIN(11, "Resource temporarily unavailable"),
  /** Not used by servers of today. */
  EISCONN(106, "Transport endpoint is already connected"),
  /** The answer does not fit into a packet, or there are too many watches. */
  E2BIG(7, "Argument list too long"),
  /** Only the owner may be changed by a privileged domain. */
  EPERM(1, "Operation not permitted");

  private final int number;
  private final String text;

  Errno(int number, String text) {
    this.number = number;
    this.text = text;
  }

  /** Its number, as of Linux. */
  public int number() {
    return number;
  }

  /** Its text, as of the GNU C library in English. */
  public String text() {
    return text;
  }

  /** The payload of an {@link Operation#ERROR} packet. */
  byte[] payload() {
    return Payload.of(name());
  }

  /**
   * Find an error.
   *
   * @param name its name
   * @return the error; null if the protocol has none of that name
   */
  public static @Nullable Errno ofName(String name) {
    for (Errno errno : values()) {
      if (errno.name().equals(name)) {
        return errno;
      }
    }
    return null;
  }

  /**
   * Read the payload of an {@link Operation#ERROR} packet.
   *
   * @param payload the name and a NUL, which may be missing
   * @return the error; null if the protocol has none of that name
   */
  public static @Nullable Errno ofPayload(byte[] payload) {
    int length = payload.length;
    if (length > 0 && payload[length - 1] == 0) {
      length--;
    }
    return ofName(new String(payload, 0, length, StandardCharsets.ISO_8859_1));
  }
}
