package org.jexpy.bindings.xenstore.core.store;

import java.util.List;

/** Keeps nothing. */
final class MemoryBackend implements StoreBackend {
  @Override
  public StoreState open() {
    return StoreState.initial();
  }

  @Override
  public void append(long sequence, List<Edit> edits, StoreState after) {
    // The state that the store has is all there is.
  }

  @Override
  public void close() {
    // There is nothing to end.
  }
}
