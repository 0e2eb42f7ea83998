package org.jexpy.sandbox.callgraph;

import java.util.ArrayList;
import java.util.List;

/**
 * A place of a process where work is done: so many pieces at a time as it has slots. The Runner and
 * the event lane have one slot; a pool has one for each worker, and so has an executor that the
 * guest made. Made by {@link WaitForGraph#addLane}.
 */
public final class Lane implements AutoCloseable {
  private final WaitForGraph graph;
  private final String process;
  private final String name;
  private final LaneKind kind;
  private final int slots;

  // The following are guarded by the graph's lock.
  final List<Activity> active = new ArrayList<>();
  boolean closed;

  Lane(WaitForGraph graph, String process, String name, LaneKind kind, int slots) {
    this.graph = graph;
    this.process = process;
    this.name = name;
    this.kind = kind;
    this.slots = slots;
  }

  /** The process that the lane belongs to. */
  public String process() {
    return process;
  }

  /** Its name within the process. */
  public String name() {
    return name;
  }

  /** What kind of lane it is. */
  public LaneKind kind() {
    return kind;
  }

  /** How many pieces of work it does at a time. */
  public int slots() {
    return slots;
  }

  /** The graph that it is part of. */
  public WaitForGraph graph() {
    return graph;
  }

  /**
   * Begin a piece of work on the calling thread, which is one of the lane's.
   *
   * @return the work; to be closed by the same thread when it is done
   */
  public Activity enter() {
    return enter(CallChain.EMPTY);
  }

  /**
   * Begin a piece of work that calls elsewhere led to, such as one from another JVM.
   *
   * @param chain the calls that led here
   * @return the work; to be closed by the same thread when it is done
   */
  public Activity enter(CallChain chain) {
    return graph.enter(this, chain);
  }

  /**
   * Take the lane out of the graph. Whoever waits for it is no longer taken for stuck: ending the
   * lane has to answer them.
   */
  @Override
  public void close() {
    graph.remove(this);
  }

  /** Whether waiting work would be taken up now. To be called with the graph's lock held. */
  boolean hasFreeSlot() {
    return closed || active.size() < slots;
  }

  @Override
  public String toString() {
    return process + "/" + name;
  }
}
