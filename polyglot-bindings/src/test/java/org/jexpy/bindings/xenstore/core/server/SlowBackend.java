package org.jexpy.bindings.xenstore.core.server;

import java.io.IOException;
import java.util.List;
import org.jexpy.bindings.xenstore.core.store.Edit;
import org.jexpy.bindings.xenstore.core.store.StoreBackend;
import org.jexpy.bindings.xenstore.core.store.StoreState;

/** Keeps nothing; says that something is durable, or cannot be kept, when it is told to. */
final class SlowBackend implements StoreBackend {
  private final StoreState begins;
  private volatile long durable;
  private volatile boolean broken;
  private volatile boolean full;
  private volatile Runnable told = () -> {};

  SlowBackend() {
    this(StoreState.initial());
  }

  /** One that has something already. */
  SlowBackend(StoreState begins) {
    this.begins = begins;
  }

  /** Up to a change everything is. */
  void durable(long sequence) {
    durable = sequence;
    told.run();
  }

  /** From now on nothing is durable. */
  void breakDown() {
    broken = true;
    told.run();
  }

  /** Changes cannot be kept now, or can. */
  void full(boolean now) {
    full = now;
  }

  @Override
  public StoreState open() {
    return begins;
  }

  @Override
  public void append(long sequence, List<Edit> edits, StoreState after) throws IOException {
    if (broken || full) {
      throw new IOException("it is broken or full");
    }
  }

  @Override
  public long durable() {
    return durable;
  }

  @Override
  public void onDurable(Runnable whom) {
    told = whom;
  }

  @Override
  public boolean isBroken() {
    return broken;
  }

  @Override
  public void close() {
    // There is nothing to end.
  }
}
