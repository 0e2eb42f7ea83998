package org.jexpy.bindings.execnet.channel;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Items that came and were not taken yet, then an end that stays. */
final class ItemQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Item> items = new ArrayDeque<>();

  /** Those who get an item when one comes; then there are no items. */
  private final ArrayDeque<CompletableFuture<@Nullable Item>> asking = new ArrayDeque<>();

  private final Backlog backlog;

  /** How many bytes wait here; they count as taken when nobody can take them any more. */
  private final AtomicLong waiting;

  private boolean ended;

  /** Whether a callback gets the items now. */
  private boolean given;

  ItemQueue(Backlog backlog, AtomicLong waiting) {
    this.backlog = backlog;
    this.waiting = waiting;
  }

  /** Put an item. */
  void put(Item item) {
    while (true) {
      CompletableFuture<@Nullable Item> first;
      lock.lock();
      try {
        first = asking.poll();
        if (first == null) {
          items.add(item);
          waiting.addAndGet(item.bytes().length);
          backlog.add(item.bytes().length);
          changed.signal();
          return;
        }
      } finally {
        lock.unlock();
      }
      // What depends on it runs here, so no lock is held. One that was given up takes nothing.
      if (first.complete(item)) {
        return;
      }
    }
  }

  /** Nothing will come any more. */
  void end() {
    ArrayDeque<CompletableFuture<@Nullable Item>> disappointed;
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
      disappointed = new ArrayDeque<>(asking);
      asking.clear();
    } finally {
      lock.unlock();
    }
    disappointed.forEach(one -> one.complete(null));
  }

  /**
   * The next item.
   *
   * @param limit how long to wait; null for ever
   * @return null at the end
   * @throws ChannelTimeoutException if nothing came in time
   * @throws ChannelIoException if a callback gets the items
   */
  @Nullable Item take(@Nullable Duration limit) throws InterruptedException {
    long nanos = limit == null ? 0 : limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (true) {
        checkTaken();
        @Nullable Item item = first();
        if (item != null || ended) {
          return item;
        }
        if (limit == null) {
          changed.await();
        } else {
          if (nanos <= 0) {
            throw tooLate(limit);
          }
          nanos = changed.awaitNanos(nanos);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** The next item when it comes; null at the end. */
  CompletableFuture<@Nullable Item> ask() {
    lock.lock();
    try {
      checkTaken();
      @Nullable Item item = first();
      if (item != null || ended) {
        return CompletableFuture.completedFuture(item);
      }
      CompletableFuture<@Nullable Item> future = new CompletableFuture<>();
      asking.removeIf(CompletableFuture::isDone);
      asking.add(future);
      return future;
    } finally {
      lock.unlock();
    }
  }

  /** Whether somebody is to get an item when it comes. */
  boolean asked() {
    lock.lock();
    try {
      return asking.stream().anyMatch(one -> !one.isDone());
    } finally {
      lock.unlock();
    }
  }

  /** The next item if there is one already. */
  @Nullable Item poll() {
    lock.lock();
    try {
      return first();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Item first() {
    @Nullable Item item = items.poll();
    if (item != null) {
      waiting.addAndGet(-item.bytes().length);
      backlog.remove(item.bytes().length);
    }
    return item;
  }

  boolean ended() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /** From now on a callback gets the items; whoever waits here is told. */
  void give() {
    ArrayDeque<CompletableFuture<@Nullable Item>> disappointed;
    lock.lock();
    try {
      given = true;
      changed.signalAll();
      disappointed = new ArrayDeque<>(asking);
      asking.clear();
    } finally {
      lock.unlock();
    }
    disappointed.forEach(one -> one.completeExceptionally(taken()));
  }

  static ChannelTimeoutException tooLate(Duration limit) {
    return new ChannelTimeoutException("no item after %s seconds".formatted(Seconds.of(limit)));
  }

  private void checkTaken() {
    if (given) {
      throw taken();
    }
  }

  private static ChannelIoException taken() {
    return new ChannelIoException("cannot receive(), channel has receiver callback");
  }
}
