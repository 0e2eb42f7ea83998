package org.jexpy.sandbox.thread;

/** What becomes of a task for which a queue has no room. */
public enum OverflowPolicy {
  /** It is refused, and whoever queues it gets the error. */
  REFUSE,
  /** It is dropped and counted: for events of which the first ones matter. */
  DROP_NEWEST,
  /** The oldest one is dropped and counted: for events of which the last ones matter. */
  DROP_OLDEST
}
