package org.jexpy.bindings.xenstore.core.client;

import org.jexpy.bindings.xenstore.core.wire.Errno;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.jspecify.annotations.Nullable;

/** The server has refused a request. */
public final class RequestRefusedException extends XenStoreException {
  private static final long serialVersionUID = 1;

  private final String errorName;

  RequestRefusedException(Packet request, Packet error) {
    super("%s: %s".formatted(request, describe(nameOf(error))));
    this.errorName = nameOf(error);
  }

  private static String nameOf(Packet error) {
    int end = Payload.indexOfNul(error.payload(), 0);
    return Payload.text(error.payload(), 0, end < 0 ? error.payload().length : end);
  }

  private static String describe(String name) {
    Errno errno = Errno.ofName(name);
    return errno == null ? name : "%s (%s)".formatted(errno.text(), name);
  }

  /** The name of the error, as the server sent it: {@code ENOENT}. */
  public String errorName() {
    return errorName;
  }

  /** Which error it is; null if the protocol has none of that name. */
  public @Nullable Errno errno() {
    return Errno.ofName(errorName);
  }

  /**
   * Whether it is a certain error.
   *
   * @param errno the error
   */
  public boolean is(Errno errno) {
    return errorName.equals(errno.name());
  }
}
