package org.jexpy.sandbox.thread;

/**
 * The threads of a process for callbacks that may wait: agent actions, events, subscriptions
 * (design §4).
 */
public final class CallbackPool extends LaneExecutor {
  private final int workers;

  /**
   * A pool whose threads start when there is work for them.
   *
   * @param name the name that its threads carry, with a number
   * @param workers how many threads at most
   * @param options how it treats its tasks
   */
  public CallbackPool(String name, int workers, LaneOptions options) {
    super(name, workers, options);
    this.workers = workers;
  }

  /** How many threads it has at most. */
  public int workers() {
    return workers;
  }
}
