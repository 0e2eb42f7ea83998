package org.jexpy.sandbox.permission;

import java.util.List;
import java.util.Optional;

/**
 * The one question that everything asks before it touches the outside world on behalf of a guest.
 * Safe for use by many threads.
 */
public interface AccessGate {
  /** The gate that refuses everything: what a spare context has before it is handed over. */
  AccessGate CLOSED = of(PermissionSet.none());

  /**
   * Make a gate that decides by a set.
   *
   * @param permissions what is allowed
   * @return a gate
   */
  static AccessGate of(PermissionSet permissions) {
    return new SetGate(permissions);
  }

  /**
   * Decide without an error.
   *
   * @param permission what is asked for
   * @param resource on what: an absolute path, {@code host:port}, {@code unix:/path}, a variable,
   *     program or class name
   * @return whether it is allowed
   */
  boolean allows(Permission permission, String resource);

  /**
   * Whether a denial covers a request, so that no grant under another name may help it.
   *
   * @param permission what is asked for
   * @param resource on what
   * @return whether it is denied, as opposed to merely not granted
   */
  boolean denies(Permission permission, String resource);

  /**
   * Whether a file is one that the program keeps for itself: see {@link PermissionSet#reserve}.
   *
   * @param path an absolute path without links
   * @return whether it is reserved, so that reading and writing are denied
   */
  boolean reserves(String path);

  /**
   * Find what is denied or reserved below a folder: see {@link #refuse} for what would take that
   * out of reach.
   *
   * @param folder an absolute path without links
   * @return the path of one such thing; empty if there is none
   */
  Optional<String> deniedBelow(String folder);

  /**
   * Whether a permission is granted whole: for every value, and with no denial.
   *
   * @param permission what is asked for
   * @return whether nothing of it is refused
   */
  boolean allowsEvery(Permission permission);

  /** Whether a request of this kind could be allowed for at least one resource. */
  boolean allowsSome(Permission permission);

  /**
   * Decide, and refuse loudly.
   *
   * @param permission what is asked for
   * @param resource on what
   * @throws AccessRefusedException if it is not allowed; its message names the flag that would
   *     allow it
   */
  void check(Permission permission, String resource);

  /**
   * Refuse what is allowed by itself, for what would follow from it.
   *
   * @param permission what is asked for
   * @param resource on what
   * @param why what the refusal says of it, such as {@code belongs to the container}
   * @return never
   * @throws AccessRefusedException always
   */
  AccessRefusedException refuse(Permission permission, String resource, String why);

  /** What it allows, as flags of a command line: at most that. */
  List<String> flags();

  /**
   * Take the reason of the calling thread's last refusal, for error paths on which the guest
   * language drops the message on its way to the script. It is handed out once.
   *
   * @return the reason, or empty if there was no refusal since it was last taken
   */
  Optional<String> takeLastRefusal();
}
