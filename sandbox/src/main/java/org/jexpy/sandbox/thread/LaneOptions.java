package org.jexpy.sandbox.thread;

/**
 * How a lane treats its tasks.
 *
 * @param capacity how many tasks may wait
 * @param overflow what becomes of one for which there is no room
 * @param scope what is put around each task
 * @param failures told about each task that fails
 */
public record LaneOptions(
    int capacity, OverflowPolicy overflow, TaskScope scope, TaskFailures failures) {
  /** How many tasks may wait unless said otherwise: {@value}. */
  public static final int DEFAULT_CAPACITY = 10_000;

  /**
   * The default room, refusing what does not fit.
   *
   * @param failures told about each task that fails
   * @return the options
   */
  public static LaneOptions reportingTo(TaskFailures failures) {
    return new LaneOptions(DEFAULT_CAPACITY, OverflowPolicy.REFUSE, TaskScope.NONE, failures);
  }

  /**
   * The same with another room.
   *
   * @param tasks how many may wait
   * @param policy what becomes of one for which there is no room
   * @return the options
   */
  public LaneOptions withQueue(int tasks, OverflowPolicy policy) {
    return new LaneOptions(tasks, policy, scope, failures);
  }

  /**
   * The same with something put around each task.
   *
   * @param around what is put around
   * @return the options
   */
  public LaneOptions withScope(TaskScope around) {
    return new LaneOptions(capacity, overflow, around, failures);
  }
}
