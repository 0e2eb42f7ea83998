package org.jexpy.sandbox.callgraph;

import org.jspecify.annotations.Nullable;

/**
 * One piece of work in one slot of a lane: the top level of a script, an event, a callback, a call
 * that is served. Opened by {@link Lane#enter} and closed by the same thread.
 */
public final class Activity implements AutoCloseable {
  private final Lane lane;
  private final Thread thread = Thread.currentThread();
  private final @Nullable Activity outer;

  // The following are guarded by the graph's lock.
  private CallChain chain;
  @Nullable SyncCall waitsFor;
  @Nullable Activity inner;
  volatile boolean ended;

  Activity(Lane lane, @Nullable Activity outer, CallChain chain) {
    this.lane = lane;
    this.outer = outer;
    this.chain = chain;
  }

  /** The lane in whose slot this is. */
  public Lane lane() {
    return lane;
  }

  /** The thread that does it. */
  public Thread thread() {
    return thread;
  }

  /** The calls that led here; empty if no call asked for it. */
  public CallChain chain() {
    return lane.graph().chainOf(this);
  }

  /** Done: the slot is free again. Closing twice does nothing. */
  @Override
  public void close() {
    lane.graph().leave(this);
  }

  /** The work that this thread had begun before, on whatever lane. */
  @Nullable Activity outer() {
    return outer;
  }

  void carry(CallChain carried) {
    chain = carried;
  }

  CallChain carried() {
    return chain;
  }
}
