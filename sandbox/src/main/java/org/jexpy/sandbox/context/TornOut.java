package org.jexpy.sandbox.context;

/** A thread of a guest that is torn out of what it does. */
final class TornOut {
  /** What the runtime throws there; no class that programs can name. */
  private static final String INTERRUPTION = "InterruptExecution";

  private TornOut() {}

  /**
   * Have a thread that the runtime made end without a word when it is interrupted: the runtime
   * prints the name of a Java class for it where the script's errors go.
   *
   * @param thread the thread
   */
  static void endsInSilence(Thread thread) {
    Thread.UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
    if (before == null || before.equals(thread.getThreadGroup()) || before instanceof Silent) {
      return;
    }
    thread.setUncaughtExceptionHandler(new Silent(before));
  }

  private record Silent(Thread.UncaughtExceptionHandler before)
      implements Thread.UncaughtExceptionHandler {
    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
      if (!failure.getClass().getSimpleName().equals(INTERRUPTION)) {
        before.uncaughtException(thread, failure);
      }
    }
  }
}
