package org.jexpy.sandbox.thread;

/** Told about tasks that end with an exception which nobody waits for. */
@FunctionalInterface
public interface TaskFailures {
  /**
   * A task failed. Called on the thread that ran it.
   *
   * @param lane the lane that ran it
   * @param failure how it failed
   */
  void failed(String lane, Throwable failure);
}
