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
}
