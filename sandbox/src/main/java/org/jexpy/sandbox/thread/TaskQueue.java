package org.jexpy.sandbox.thread;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of tasks that can be closed: what is added after the end is refused, and what was
 * left is handed out, so that no task is lost without a word.
 */
final class TaskQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final String owner;
  private final int capacity;
  private final OverflowPolicy overflow;
  private long dropped;
  private int running;
  private boolean woken;
  private boolean closed;

  TaskQueue(String owner, int capacity, OverflowPolicy overflow) {
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "capacity of the queue of '%s': %d (expected >= 1)".formatted(owner, capacity));
    }
    this.owner = owner;
    this.capacity = capacity;
    this.overflow = overflow;
  }

  /**
   * Add a task.
   *
   * @throws RejectedExecutionException if the queue is closed, or full under {@link
   *     OverflowPolicy#REFUSE}
   */
  void add(Runnable task) {
    Optional<Runnable> loser = Optional.empty();
    lock.lock();
    try {
      if (closed) {
        throw new RejectedExecutionException(
            "'%s' has ended and takes no more tasks".formatted(owner));
      }
      boolean room = tasks.size() < capacity;
      if (!room) {
        if (overflow == OverflowPolicy.REFUSE) {
          throw new RejectedExecutionException(full());
        }
        room = overflow == OverflowPolicy.DROP_OLDEST;
        loser = Optional.of(room ? tasks.remove() : task);
        dropped++;
      }
      if (room) {
        tasks.add(task);
        added.signal();
      }
    } finally {
      lock.unlock();
    }
    loser.ifPresent(lost -> LaneTask.abandon(lost, new RejectedExecutionException(full())));
  }

  private String full() {
    return "the queue of '%s' is full (%d tasks); it is not working them off as fast as they come"
        .formatted(owner, capacity);
  }

  /** The next task, or {@code null} if there is none now. */
  @Nullable Runnable poll() {
    lock.lock();
    try {
      return taken();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Wait for the next task.
   *
   * @param nanos how long to wait at most
   * @return the task, or {@code null} when the time is over, once after {@link #wake}, or for ever
   *     after {@link #close}
   */
  @Nullable Runnable take(long nanos) throws InterruptedException {
    long left = nanos;
    lock.lockInterruptibly();
    try {
      while (tasks.isEmpty() && !woken && !closed && left > 0) {
        left = added.awaitNanos(left);
      }
      woken = false;
      return taken();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Runnable taken() {
    Runnable task = tasks.poll();
    if (task != null) {
      running++;
    }
    return task;
  }

  /** Say that a task that was taken has come to its end. */
  void done() {
    lock.lock();
    try {
      running--;
    } finally {
      lock.unlock();
    }
  }

  /** How many tasks wait or have been taken and are not done: as many threads could be busy. */
  int demand() {
    lock.lock();
    try {
      return tasks.size() + running;
    } finally {
      lock.unlock();
    }
  }

  /** Let one waiting {@link #take} return. */
  void wake() {
    lock.lock();
    try {
      woken = true;
      added.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Refuse what comes from now on. What is queued can still be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      added.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Take out all that is left, and tell each task that it will not run. */
  int abandonRest() {
    List<Runnable> rest;
    lock.lock();
    try {
      rest = new ArrayList<>(tasks);
      tasks.clear();
    } finally {
      lock.unlock();
    }
    rest.forEach(
        task ->
            LaneTask.abandon(
                task,
                new RejectedExecutionException(
                    "'%s' has ended before this task was run".formatted(owner))));
    return rest.size();
  }

  int size() {
    lock.lock();
    try {
      return tasks.size();
    } finally {
      lock.unlock();
    }
  }

  long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }
}
