package org.jexpy.sandbox.thread;

/**
 * One thread of a process for events: the stand-in for the switch's main thread. Runs actions that
 * are not asynchronous, and events when no pool is given (design §4). Nothing may wait there.
 */
public final class EventLane extends LaneExecutor {
  /**
   * A lane whose thread starts with its first task.
   *
   * @param name the name of its thread
   * @param options how it treats its tasks
   */
  public EventLane(String name, LaneOptions options) {
    super(name, 1, options);
  }
}
