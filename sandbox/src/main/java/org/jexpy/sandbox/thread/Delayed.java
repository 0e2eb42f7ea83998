package org.jexpy.sandbox.thread;

/** A task that a {@link Runner} runs at its time. */
public final class Delayed {
  private final DelayedTasks owner;
  private final Runnable task;
  final long nanoTime;
  final long order;

  Delayed(DelayedTasks owner, Runnable task, long nanoTime, long order) {
    this.owner = owner;
    this.task = task;
    this.nanoTime = nanoTime;
    this.order = order;
  }

  /**
   * Keep the task from running.
   *
   * @return false if it has run or was cancelled before
   */
  public boolean cancel() {
    return owner.remove(this);
  }

  void run() {
    task.run();
  }
}
