package org.jexpy.bindings.xenstore.core.wire;

import org.jspecify.annotations.Nullable;

/** What a packet is about: the types of xs_wire.h that a server of Xen 4.17 knows. */
public enum Operation {
  /** Commands for the daemon itself; DEBUG in older texts. */
  CONTROL(0),
  /** The names of a node's children. */
  DIRECTORY(1),
  /** The value of a node. */
  READ(2),
  /** The permissions of a node. */
  GET_PERMS(3),
  /** Be told of changes at a path and below. */
  WATCH(4),
  /** Take a watch back. */
  UNWATCH(5),
  /** Begin a transaction. */
  TRANSACTION_START(6),
  /** Commit or drop a transaction. */
  TRANSACTION_END(7),
  /** Tell of a new domain. */
  INTRODUCE(8),
  /** Tell that a domain is gone. */
  RELEASE(9),
  /** The home of a domain. */
  GET_DOMAIN_PATH(10),
  /** Set the value of a node, which is made if it is not there. */
  WRITE(11),
  /** Make a node. */
  MKDIR(12),
  /** Remove a node and all below. */
  RM(13),
  /** Set the permissions of a node. */
  SET_PERMS(14),
  /** A watch has fired; sent by servers only. */
  WATCH_EVENT(15),
  /** A request was refused; sent by servers only. */
  ERROR(16),
  /** Whether a domain was introduced. */
  IS_DOMAIN_INTRODUCED(17),
  /** A domain that was shut down runs again. */
  RESUME(18),
  /** Let a domain act for another. */
  SET_TARGET(19),
  /** Drop all watches and transactions of the connection. */
  RESET_WATCHES(21),
  /** A part of the names of a node's children, for directories that are too large for one. */
  DIRECTORY_PART(22);

  private static final @Nullable Operation[] BY_NUMBER = new @Nullable Operation[23];

  static {
    for (Operation operation : values()) {
      BY_NUMBER[operation.number] = operation;
    }
  }

  private final int number;

  Operation(int number) {
    this.number = number;
  }

  /** The type of its packets. */
  public int number() {
    return number;
  }

  /**
   * Find an operation.
   *
   * @param number the type of a packet
   * @return the operation; null if there is none of that number
   */
  public static @Nullable Operation of(int number) {
    return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
  }
}
