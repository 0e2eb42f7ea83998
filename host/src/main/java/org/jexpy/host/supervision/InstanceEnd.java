package org.jexpy.host.supervision;

/**
 * How one run of a process ended.
 *
 * @param cause the cause
 * @param status the exit status
 * @param detail one line for people
 */
record InstanceEnd(Cause cause, int status, String detail) {
  /** Why it ended. */
  enum Cause {
    /** Nothing was left to do. */
    COMPLETED,
    /** It asked for its end. */
    EXITED,
    /** An error that nothing caught. */
    UNCAUGHT,
    /** The container asked for its end. */
    STOPPED,
    /** It could not be started, or the sandbox failed. */
    BROKEN,
    /** It did not end when it was told to, and may still run. */
    QUARANTINED
  }

  /** Whether an auto process is restarted after this. */
  boolean isFailure() {
    return cause == Cause.UNCAUGHT || cause == Cause.BROKEN;
  }
}
