package org.jexpy.bindings.xenstore.core.client;

import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The events of one or more watches of a connection, in the order in which they came. Any thread
 * may take them. It belongs to the first connection that it is used for a watch of.
 */
public final class EventQueue {
  private final Queue<WatchEvent> events = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicInteger turns = new AtomicInteger();
  private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
  private volatile @Nullable StoreConnection connection;
  private volatile @Nullable LostLink lost;

  /** Make a queue, which no watch has yet. */
  public EventQueue() {}

  void attach(StoreConnection owner) {
    synchronized (this) {
      StoreConnection known = connection;
      if (known != null && !known.equals(owner)) {
        throw new IllegalStateException(
            "a queue of events belongs to one connection; make another queue");
      }
      connection = owner;
    }
    // They are not the connection's yet.
    for (Thread thread : waiting) {
      LockSupport.unpark(thread);
    }
  }

  /** Add an event; also that of a caller who gives it one of his own. */
  public void put(WatchEvent event) {
    events.add(event);
    size.incrementAndGet();
    wake();
  }

  /**
   * Say that no event comes any more, for those who put events of their own.
   *
   * @param reason why; the message of the exception that who waits gets when none is left
   */
  public void end(String reason) {
    end(new LostLink(reason, null));
  }

  void end(LostLink loss) {
    lost = loss;
    wake();
  }

  /** Why no event comes any more; asked of the connection, too, which forgets who has no watch. */
  private @Nullable LostLink loss() {
    LostLink told = lost;
    StoreConnection owner = connection;
    return told == null && owner != null ? owner.lost() : told;
  }

  private void wake() {
    StoreConnection owner = connection;
    for (Thread thread : waiting) {
      if (owner == null) {
        LockSupport.unpark(thread);
      } else {
        owner.wake(thread);
      }
    }
  }

  /**
   * Take the next event if there is one, and have what has arrived looked at.
   *
   * @return the event; null if there is none
   */
  public @Nullable WatchEvent poll() {
    WatchEvent event = next();
    if (event == null) {
      drain();
      event = next();
    }
    return event;
  }

  /**
   * Take the next of those events that were handed out, whatever else has arrived.
   *
   * @return the event; null if there is none
   */
  public @Nullable WatchEvent next() {
    WatchEvent event = events.poll();
    if (event != null) {
      size.decrementAndGet();
    }
    return event;
  }

  private void drain() {
    StoreConnection owner = connection;
    if (owner != null) {
      owner.drain();
    }
  }

  /** Whether there is no event; what has arrived is looked at first. */
  public boolean isEmpty() {
    return size() == 0;
  }

  /** How many events there are; what has arrived is looked at first. */
  public int size() {
    drain();
    return size.get();
  }

  /**
   * Wait for the next event.
   *
   * @param timeout how long at most
   * @return the event; null if none came in time
   * @throws ConnectionLostException if none is left, and none can come
   * @throws CallInterruptedException if the thread was interrupted
   */
  public @Nullable WatchEvent take(Duration timeout) {
    try {
      return take(Math.max(0, StoreConnection.nanos(timeout)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallInterruptedException("an event");
    }
  }

  /**
   * The same for those that have to go on after an interrupt.
   *
   * @param nanos how long at most; negative for no limit
   * @throws InterruptedException if the thread was interrupted
   */
  public @Nullable WatchEvent take(long nanos) throws InterruptedException {
    return take(nanos, turn());
  }

  /** How often {@link #nextTurn} was called. */
  public int turn() {
    return turns.get();
  }

  /**
   * Have those who wait return, with nothing if there is nothing: for callers that move events to
   * another place, where those look who begin again.
   */
  public void nextTurn() {
    turns.incrementAndGet();
    wake();
  }

  /**
   * The same as {@link #take(long)}, but only until the next turn.
   *
   * @param nanos how long at most; negative for no limit
   * @param turn the {@link #turn} as it was before the caller looked elsewhere
   * @throws InterruptedException if the thread was interrupted
   */
  public @Nullable WatchEvent take(long nanos, int turn) throws InterruptedException {
    Limit limit = Limit.in(nanos);
    Thread self = Thread.currentThread();
    waiting.add(self);
    try {
      while (true) {
        WatchEvent event = next();
        if (event != null) {
          return event;
        }
        LostLink loss = loss();
        if (loss != null && events.isEmpty()) {
          throw loss.exception();
        }
        if (turns.get() != turn || await(limit, turn) == LeadingReader.Wait.TIMEOUT) {
          return next();
        }
      }
    } finally {
      waiting.remove(self);
    }
  }

  private LeadingReader.Wait await(Limit limit, int turn) throws InterruptedException {
    StoreConnection owner = connection;
    LeadingReader.Wait wait;
    if (owner != null) {
      wait = owner.await(() -> !events.isEmpty() || loss() != null || turns.get() != turn, limit);
    } else {
      wait = parkUnattached(limit);
    }
    if (wait == LeadingReader.Wait.INTERRUPTED) {
      throw new InterruptedException();
    }
    return wait;
  }

  private LeadingReader.Wait parkUnattached(Limit limit) {
    if (limit.isOver()) {
      return LeadingReader.Wait.TIMEOUT;
    }
    if (limit.endless()) {
      LockSupport.park(this);
    } else {
      LockSupport.parkNanos(this, limit.left());
    }
    return Thread.interrupted() ? LeadingReader.Wait.INTERRUPTED : LeadingReader.Wait.ARRIVED;
  }
}
