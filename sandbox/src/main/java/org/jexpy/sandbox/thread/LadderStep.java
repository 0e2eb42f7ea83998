package org.jexpy.sandbox.thread;

/** What is done about a guest that breaks a limit, mildest first (design §5). */
public enum LadderStep {
  /** Report it, with its stack. */
  WARN,
  /** Interrupt it: ends what it does at the next safepoint, and it may go on. */
  INTERRUPT,
  /** Close its context: ends it at the next safepoint. */
  CLOSE
  // Quarantine is no step to choose: it is what remains if CLOSE does not work.
}
