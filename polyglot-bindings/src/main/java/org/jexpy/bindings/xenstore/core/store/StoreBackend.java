package org.jexpy.bindings.xenstore.core.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * Where a store is kept. One record per change, so that one which replicates could take its place.
 */
public interface StoreBackend extends Closeable {
  /** Keeps nothing: the store begins anew with each server. */
  static StoreBackend memory() {
    return new MemoryBackend();
  }

  /**
   * Begin.
   *
   * @return what is kept; {@link StoreState#initial()} of a new store
   * @throws IOException if it cannot be read, or somebody else has it
   */
  StoreState open() throws IOException;

  /**
   * Keep a change: all of it or nothing.
   *
   * @param sequence the number of the change, without gaps
   * @param edits the edits, in order
   * @param after the state that they led to
   * @throws IOException if it is not kept: the change has not been, and its number comes again
   */
  void append(long sequence, List<Edit> edits, StoreState after) throws IOException;

  /**
   * Up to which change everything survives what it is to survive. What shows a later one is not
   * sent before.
   */
  default long durable() {
    return Long.MAX_VALUE;
  }

  /**
   * Whom to tell when {@link #durable} has risen, or it is known that it will not any more.
   *
   * @param told called on any thread
   */
  default void onDurable(Runnable told) {}

  /** Whether {@link #durable} does not rise any more: what waits for it was in vain. */
  default boolean isBroken() {
    return false;
  }

  /** End. */
  @Override
  void close() throws IOException;
}
