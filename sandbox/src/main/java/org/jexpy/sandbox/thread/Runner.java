package org.jexpy.sandbox.thread;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * The thread that owns a guest context: it makes the context, evaluates the script as {@code
 * __main__}, and afterwards works off the tasks that others queue for it. A queue owned by one
 * thread, not a lock around a context (design §4). A platform thread, because virtual threads are
 * experimental in Truffle.
 */
public final class Runner implements Executor {
  /** How many tasks may wait for a Runner: {@value}. */
  public static final int QUEUE_CAPACITY = 100_000;

  private enum State {
    NEW,
    RUNNING,
    ENDED
  }

  private final TaskQueue tasks;
  private final DelayedTasks delayed = new DelayedTasks();
  private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
  private final CompletableFuture<Integer> status = new CompletableFuture<>();
  private final Thread thread;
  private final ThreadGroup group;
  private volatile TaskScope scope = TaskScope.NONE;
  private volatile int leftTasks;

  private Runner(String name, Body body) {
    this.tasks = new TaskQueue(name, QUEUE_CAPACITY, OverflowPolicy.REFUSE);
    this.thread = SandboxThreads.runner(name, () -> live(body));
    // Of a thread that has ended it is not known any more.
    this.group = Objects.requireNonNull(thread.getThreadGroup());
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
    runner.move(State.NEW, State.RUNNING);
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
   * The threads that work for this guest and live: this one, those that the guest has started, and
   * those of the lanes that were made on this thread. Others may begin and end meanwhile.
   */
  public List<Thread> threads() {
    return SandboxThreads.in(group);
  }

  /**
   * Set what is put around each task of the loop, such as a slot in a wait-for graph.
   *
   * @param around opened before and closed after each task
   */
  public void scope(TaskScope around) {
    scope = around;
  }

  /**
   * Queue a task. It runs when the script's top level is done and the Runner is in its loop.
   *
   * @throws RejectedExecutionException if the Runner has ended, or {@value #QUEUE_CAPACITY} tasks
   *     wait already
   */
  @Override
  public void execute(Runnable task) {
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
        run(due::run, afterEach);
      }
      Runnable task = tasks.poll();
      if (task == null) {
        if (due != null) {
          continue;
        }
        if (done.getAsBoolean()) {
          return;
        }
        task = tasks.take(delayed.nanosToNext(System.nanoTime()));
      }
      if (task != null) {
        run(task, afterEach);
      }
    }
  }

  private void run(Runnable task, Runnable after) {
    try (TaskScope.Open _ = scope.enter()) {
      task.run();
      after.run();
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
    tasks.wake();
  }

  /** How many tasks were queued but not run when the Runner ended. */
  public int leftTasks() {
    return leftTasks;
  }

  private void live(Body body) {
    try {
      int result = body.run(this);
      end();
      status.complete(result);
    } catch (Throwable failure) {
      end();
      status.completeExceptionally(failure);
    }
  }

  private void end() {
    tasks.close();
    leftTasks = tasks.abandonRest();
    move(State.RUNNING, State.ENDED);
  }

  private void move(State from, State to) {
    if (!state.compareAndSet(from, to)) {
      throw new IllegalStateException(
          "Runner '%s' is %s (expected %s)".formatted(thread.getName(), state.get(), from));
    }
  }
}
