package org.jexpy.sandbox.thread;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Threads of one guest process that work off one bounded queue. What {@link EventLane} and {@link
 * CallbackPool} have in common. Threads are started when there is work for them, and end with the
 * lane.
 */
abstract sealed class LaneExecutor implements Executor, AutoCloseable
    permits EventLane, CallbackPool {
  private enum State {
    OPEN,
    CLOSING,
    CLOSED
  }

  private final String name;
  private final int slots;
  private final TaskQueue queue;
  private final TaskScope scope;
  private final TaskFailures failures;
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
  private final List<Thread> threads = new ArrayList<>();

  /** Whoever has the first task, the threads belong to the guest that the lane was made for. */
  private final ThreadGroup group = Objects.requireNonNull(Thread.currentThread().getThreadGroup());

  private int left;

  LaneExecutor(String name, int slots, LaneOptions options) {
    if (slots < 1) {
      throw new IllegalArgumentException(
          "threads of '%s': %d (expected >= 1)".formatted(name, slots));
    }
    this.name = name;
    this.slots = slots;
    this.queue = new TaskQueue(name, options.capacity(), options.overflow());
    this.scope = options.scope();
    this.failures = options.failures();
  }

  /** Its name, which its threads carry. */
  public final String name() {
    return name;
  }

  /**
   * Queue a task.
   *
   * @throws RejectedExecutionException if the lane has ended, or its queue is full and its policy
   *     is to refuse
   */
  @Override
  public final void execute(Runnable task) {
    queue.add(task);
    startThreadIfNeeded();
  }

  /** How many tasks wait. */
  public final int queued() {
    return queue.size();
  }

  /** How many tasks were dropped because the queue was full. */
  public final long dropped() {
    return queue.dropped();
  }

  /** The threads that were started and have not ended, for stack reports. */
  public final List<Thread> threads() {
    synchronized (threads) {
      return threads.stream().filter(Thread::isAlive).toList();
    }
  }

  /** Whether the calling thread is one of this lane's. */
  public final boolean isCurrent() {
    synchronized (threads) {
      return threads.contains(Thread.currentThread());
    }
  }

  /**
   * End: refuse new tasks, abandon those that wait, and let those under way come to their end. Does
   * not wait for them.
   *
   * @return how many tasks were abandoned
   */
  public final int shutdown() {
    if (state.compareAndSet(State.OPEN, State.CLOSING)) {
      queue.close();
      left = queue.abandonRest();
      synchronized (threads) {
        if (threads.isEmpty()) {
          state.set(State.CLOSED);
        }
      }
    }
    return left;
  }

  /**
   * Wait until all threads have ended after {@link #shutdown}.
   *
   * @param timeout how long to wait at most
   * @param unit its unit
   * @return the threads that still run; empty if the lane has ended
   * @throws InterruptedException if the caller is interrupted
   */
  public final List<Thread> awaitEnd(long timeout, TimeUnit unit) throws InterruptedException {
    long end = System.nanoTime() + unit.toNanos(timeout);
    for (Thread thread : threads()) {
      long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      thread.join(Math.max(1, millis));
    }
    return threads();
  }

  /** The same as {@link #shutdown}. */
  @Override
  public void close() {
    shutdown();
  }

  private void startThreadIfNeeded() {
    synchronized (threads) {
      if (threads.size() >= Math.min(slots, queue.demand()) || state.get() != State.OPEN) {
        return;
      }
      String threadName = slots == 1 ? name : name + "-" + (threads.size() + 1);
      Thread thread = SandboxThreads.service(group, threadName, this::work);
      threads.add(thread);
      thread.start();
    }
  }

  private void work() {
    try {
      while (true) {
        Runnable task = next();
        if (task != null) {
          run(task);
        } else if (queue.isClosed()) {
          return;
        }
      }
    } finally {
      leave();
    }
  }

  private @Nullable Runnable next() {
    try {
      return queue.take(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      // Meant for a task that has ended meanwhile: it must not take the lane away from the others.
      return null;
    }
  }

  private void run(Runnable task) {
    try (TaskScope.Open _ = scope.enter()) {
      task.run();
    } catch (Throwable failure) {
      // One task's failure must not take the lane away from the others.
      failures.failed(name, failure);
    } finally {
      // An interrupt that came too late for this task is not meant for the next.
      boolean _ = Thread.interrupted();
      queue.done();
    }
  }

  private void leave() {
    synchronized (threads) {
      threads.remove(Thread.currentThread());
      if (threads.isEmpty()) {
        state.compareAndSet(State.CLOSING, State.CLOSED);
      }
    }
  }
}
