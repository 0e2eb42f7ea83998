package org.jexpy.bindings.xenstore.core.client;

/**
 * Until when somebody waits.
 *
 * @param end that time, as {@link System#nanoTime} tells it; of no meaning without a limit
 * @param endless whether there is no limit
 */
record Limit(long end, boolean endless) {
  /** A limit from now on; a negative time is none. */
  static Limit in(long nanos) {
    return nanos < 0 ? new Limit(0, true) : new Limit(System.nanoTime() + nanos, false);
  }

  /** What is left: negative without a limit. */
  long left() {
    return endless ? -1 : Math.max(0, end - System.nanoTime());
  }

  /** Whether it is over. */
  boolean isOver() {
    return !endless && left() == 0;
  }
}
