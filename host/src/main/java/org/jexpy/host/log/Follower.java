package org.jexpy.host.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Somebody who wants to see what is logged from now on. What it does not take in time is dropped
 * and counted: a slow reader costs nobody but itself. Safe for use by many threads.
 *
 * @param <T> what is logged
 */
public final class Follower<T> implements AutoCloseable {
  private final int capacity;
  private final Runnable available;
  private final Consumer<Follower<T>> leaves;
  private final Queue<T> waiting = new ArrayDeque<>();
  private long dropped;
  private boolean told;
  private boolean ended;
  private boolean closed;

  /**
   * What a follower takes at once.
   *
   * @param <T> what is logged
   * @param items the oldest that it has not taken yet
   * @param dropped how many were dropped after them
   * @param more whether others wait; if not, the follower is told when there is something again
   */
  public record Batch<T>(List<T> items, long dropped, boolean more) {}

  Follower(int capacity, Runnable available, Consumer<Follower<T>> leaves) {
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "capacity of a follower: %d (expected: at least 1)".formatted(capacity));
    }
    this.capacity = capacity;
    this.available = available;
    this.leaves = leaves;
  }

  /**
   * Queue an item. May be called under the lock of the log.
   *
   * @return whether the follower is to be told now
   */
  synchronized boolean offer(T item) {
    if (closed) {
      return false;
    }
    // After a gap none gets in until the gap was told, so that it is in its place.
    if (dropped > 0 || waiting.size() >= capacity) {
      dropped++;
    } else {
      waiting.add(item);
    }
    boolean first = !told;
    told = true;
    return first;
  }

  /** Tells that there is something. Called without any lock, for it runs what others wrote. */
  void tell() {
    try {
      available.run();
    } catch (RuntimeException e) {
      // Whoever logs must not suffer from a reader that is gone.
      close();
    }
  }

  /**
   * Take what waits.
   *
   * @param max at most so many
   * @return the items; none if there is nothing
   */
  public synchronized Batch<T> take(int max) {
    List<T> items = new ArrayList<>(Math.min(max, waiting.size()));
    while (items.size() < max && !waiting.isEmpty()) {
      items.add(waiting.remove());
    }
    boolean more = !waiting.isEmpty();
    long gap = 0;
    if (!more) {
      gap = dropped;
      dropped = 0;
      told = false;
    }
    return new Batch<>(items, gap, more);
  }

  /** The log has ended: what waits is the last. */
  void end() {
    boolean first;
    synchronized (this) {
      ended = true;
      first = !told;
      told = true;
    }
    if (first) {
      tell();
    }
  }

  /** Whether the log has ended, and all of it was taken. */
  public synchronized boolean isOver() {
    return ended && waiting.isEmpty() && dropped == 0;
  }

  /** Ends it: nothing is queued any more, and nobody is told. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      waiting.clear();
    }
    leaves.accept(this);
  }
}
