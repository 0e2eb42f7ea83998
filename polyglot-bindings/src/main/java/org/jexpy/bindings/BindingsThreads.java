package org.jexpy.bindings;

/** Makes all threads of the bindings: named daemon platform threads (design §3 rule 3). */
public final class BindingsThreads {
  private BindingsThreads() {}

  /**
   * Make a thread, not started.
   *
   * @param name its name
   * @param body what it does
   */
  public static Thread daemon(String name, Runnable body) {
    return Thread.ofPlatform().name(name).daemon().unstarted(body);
  }

  /**
   * Make a thread that works for a guest, not started.
   *
   * @param group the group of the guest's threads
   * @param name its name
   * @param body what it does
   */
  public static Thread daemon(ThreadGroup group, String name, Runnable body) {
    return Thread.ofPlatform().group(group).name(name).daemon().unstarted(body);
  }

  /**
   * Wait until a thread has ended, whether it was started or not. An interrupt does not cut that
   * short; the caller is interrupted afterwards.
   *
   * @param thread the thread, which has been told to end
   */
  public static void awaitEnd(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
