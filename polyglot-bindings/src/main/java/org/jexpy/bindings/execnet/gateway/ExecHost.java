package org.jexpy.bindings.execnet.gateway;

/** What runs a worker's tasks: a guest. None of these waits for what it asks for. */
public interface ExecHost {
  /**
   * Take a task before a thread is chosen for it, if it is not for the guest to run.
   *
   * @param task the task
   * @return whether it is taken; by itself none is
   */
  default boolean takes(ExecTask task) {
    return false;
  }

  /**
   * Run a task beside the main thread.
   *
   * @param task the task
   */
  void spawn(ExecTask task);

  /** Interrupt what runs on the main thread: there {@code KeyboardInterrupt} is raised. */
  void interrupt();

  /** End everything that runs, whatever it does. */
  void close();
}
