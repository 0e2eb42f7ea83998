package org.jexpy.sandbox.thread;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * The thread that owns a guest context: it makes the context, evaluates the script as {@code
 * __main__}, and afterwards works off the tasks that others queue for it. A queue owned by one
 * thread, not a lock around a context (design §4). A platform thread, because virtual threads are
 * experimental in Truffle.
 */
public final class Runner implements Executor {
  private enum State {
    NEW,
    RUNNING,
    ENDED
  }

  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final DelayedTasks delayed = new DelayedTasks();
  private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
  private final CompletableFuture<Integer> status = new CompletableFuture<>();
  private final Thread thread;

  private Runner(String name, Body body) {
    this.thread = SandboxThreads.runner(name, () -> live(body));
  }

  /** What a Runner does with its life. */
  @FunctionalInterface
  public interface Body {
    /**
     * Run to the end, on the Runner's thread.
     *
     * @param runner the Runner itself
     * @return the exit status
     * @throws Exception if it fails; the failure completes {@link Runner#status()}
     */
    int run(Runner runner) throws Exception;
  }

  /**
   * Start a Runner.
   *
   * @param name the name of its thread
   * @param body what it does
   * @return the running Runner
   */
  public static Runner start(String name, Body body) {
    Runner runner = new Runner(name, body);
    runner.state.set(State.RUNNING);
    runner.thread.start();
    return runner;
  }

  /** The exit status, or the failure, once the Runner has ended. */
  public CompletableFuture<Integer> status() {
    return status.copy();
  }

  /** Whether the calling thread is this Runner. */
  public boolean isCurrent() {
    return Thread.currentThread().equals(thread);
  }

  /** The thread, for stack reports and interruption. */
  public Thread thread() {
    return thread;
  }

  /**
   * Queue a task. It runs when the script's top level is done and the Runner is in its loop.
   *
   * @throws RejectedExecutionException if the Runner has ended
   */
  @Override
  public void execute(Runnable task) {
    if (state.get() == State.ENDED) {
      throw new RejectedExecutionException("the Runner '" + thread.getName() + "' has ended");
    }
    tasks.add(task);
  }

  /**
   * Work off queued tasks until a condition holds. The condition is looked at after each task;
   * {@link #wake} has it looked at again.
   *
   * @param done when to return
   * @throws IllegalStateException if called by another thread
   * @throws InterruptedException if the Runner is interrupted while it waits
   */
  public void loopUntil(BooleanSupplier done) throws InterruptedException {
    loopUntil(done, () -> {});
  }

  /**
   * Work off queued and due tasks until a condition holds.
   *
   * @param done when to return; looked at when no task is queued or due
   * @param afterEach runs after every task: where a language ends its turn
   * @throws IllegalStateException if called by another thread
   * @throws InterruptedException if the Runner is interrupted while it waits
   */
  public void loopUntil(BooleanSupplier done, Runnable afterEach) throws InterruptedException {
    if (!isCurrent()) {
      throw new IllegalStateException(
          "only the Runner '%s' may run its loop, not thread '%s'"
              .formatted(thread.getName(), Thread.currentThread().getName()));
    }
    while (true) {
      // Delayed tasks that are due go first, one per round: neither kind can starve the other.
      Delayed due = delayed.pollDue(System.nanoTime());
      if (due != null) {
        due.run();
        afterEach.run();
      }
      Runnable task = tasks.poll();
      if (task == null) {
        if (due != null) {
          continue;
        }
        if (done.getAsBoolean()) {
          return;
        }
        task = tasks.poll(delayed.nanosToNext(System.nanoTime()), TimeUnit.NANOSECONDS);
      }
      if (task != null) {
        task.run();
        afterEach.run();
      }
    }
  }

  /**
   * Have a task run on this Runner later. Tasks of equal time run in the order in which they were
   * scheduled. It does not keep the Runner alive by itself.
   *
   * @param task what to run
   * @param delay how long to wait
   * @return the way to cancel it
   */
  public Delayed schedule(Runnable task, Duration delay) {
    Delayed entry = delayed.add(task, System.nanoTime() + delay.toNanos());
    if (!isCurrent()) {
      wake();
    }
    return entry;
  }

  /** Have the loop look at its condition again. */
  public void wake() {
    tasks.add(() -> {});
  }

  private void live(Body body) {
    try {
      int result = body.run(this);
      state.set(State.ENDED);
      status.complete(result);
    } catch (Throwable failure) {
      state.set(State.ENDED);
      status.completeExceptionally(failure);
    }
  }
}
