package org.jexpy.sandbox.thread;

import java.util.concurrent.RejectedExecutionException;

/** A task that wants to know when it will never be run. Any {@link Runnable} may be queued. */
public interface LaneTask extends Runnable {
  /**
   * Called instead of {@link #run} if the task was dropped or its lane ended.
   *
   * @param reason why
   */
  void abandoned(RejectedExecutionException reason);

  /** Tell a task, if it wants to know. */
  static void abandon(Runnable task, RejectedExecutionException reason) {
    if (task instanceof LaneTask laneTask) {
      laneTask.abandoned(reason);
    }
  }
}
