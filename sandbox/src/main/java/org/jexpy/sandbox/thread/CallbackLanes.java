package org.jexpy.sandbox.thread;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jexpy.sandbox.callgraph.Activity;
import org.jexpy.sandbox.callgraph.CallTimeoutException;
import org.jexpy.sandbox.callgraph.DeadlockDetectedException;
import org.jexpy.sandbox.callgraph.Lane;
import org.jexpy.sandbox.callgraph.LaneKind;
import org.jexpy.sandbox.callgraph.SyncCall;
import org.jexpy.sandbox.callgraph.WaitForGraph;
import org.jspecify.annotations.Nullable;

/**
 * Where the callbacks of one guest process run, decided by its language (design §4). JavaScript
 * contexts have one thread, so everything runs on the Runner. Python callbacks enter the context
 * from their own threads and take turns by its interpreter lock: what may wait goes to the pool,
 * what must not goes to the event lane.
 */
public final class CallbackLanes implements AutoCloseable {
  private final boolean runnerOnly;
  private final WaitForGraph graph;
  private final Runner runner;
  private final Lane runnerLane;
  private final Lane eventSlots;
  private final EventLane events;
  private final @Nullable Lane poolSlots;
  private final @Nullable CallbackPool pool;
  private final AtomicLong asked = new AtomicLong();
  private final Map<Long, CompletableFuture<?>> replies = new ConcurrentHashMap<>();

  /**
   * The lanes of a process. Their threads start with their first task.
   *
   * @param process the process's name
   * @param runnerOnly whether its language lets one thread run code, as JavaScript does: then
   *     callbacks run on its Runner
   * @param runner its Runner
   * @param graph the container's wait-for graph
   * @param poolWorkers how many threads the callback pool has; 0 for no pool
   * @param options how lanes treat their tasks
   */
  public CallbackLanes(
      String process,
      boolean runnerOnly,
      Runner runner,
      WaitForGraph graph,
      int poolWorkers,
      LaneOptions options) {
    this.runnerOnly = runnerOnly;
    this.graph = graph;
    this.runner = runner;
    LaneKind kind = runnerOnly ? LaneKind.JS_RUNNER : LaneKind.RUNNER;
    runnerLane = graph.addLane(process, "runner", kind, 1);
    runner.scope(scopeOf(runnerLane));
    eventSlots = graph.addLane(process, "events", LaneKind.EVENT, 1);
    events = new EventLane(process + "-events", options.withScope(scopeOf(eventSlots)));
    if (poolWorkers > 0) {
      poolSlots = graph.addLane(process, "pool", LaneKind.POOL, poolWorkers);
      pool =
          new CallbackPool(process + "-pool", poolWorkers, options.withScope(scopeOf(poolSlots)));
    } else {
      poolSlots = null;
      pool = null;
    }
  }

  /**
   * Put each task into a slot of a lane.
   *
   * @param lane the lane
   * @return the scope for the tasks of its threads
   */
  public static TaskScope scopeOf(Lane lane) {
    return () -> {
      Activity activity = lane.enter();
      return activity::close;
    };
  }

  /** The Runner. */
  Runner runner() {
    return runner;
  }

  /** How many tasks wait on the event lane and in the pool. */
  public int queuedCallbacks() {
    return events.queued() + (pool == null ? 0 : pool.queued());
  }

  /** The Runner as a lane: the top level of the script is to be entered there. */
  public Lane runnerLane() {
    return runnerLane;
  }

  /**
   * Where a callback runs.
   *
   * @param mayWait whether it may wait: an asynchronous action, an event for which a pool was given
   * @return its executor; refuses with {@link RejectedExecutionException}
   */
  public Executor executor(boolean mayWait) {
    if (runnerOnly) {
      return runner;
    }
    return mayWait && pool != null ? pool : events;
  }

  /**
   * Call into the process and wait for the answer.
   *
   * @param mayWait whether the called code may wait for others
   * @param place where in its code the caller is
   * @param deadline how long to wait; {@link WaitForGraph#DEFAULT_DEADLINE} unless the caller says
   *     otherwise
   * @param body what to do there
   * @param <T> what the answer is
   * @return the answer
   * @throws DeadlockDetectedException if the call could never end
   * @throws CallTimeoutException if it is not answered in time
   * @throws RejectedExecutionException if the lane is full or has ended
   * @throws ExecutionException if the body failed
   * @throws InterruptedException if the caller is interrupted
   */
  public <T extends @Nullable Object> T call(
      boolean mayWait, String place, Duration deadline, Callable<T> body)
      throws ExecutionException, InterruptedException {
    return callLater(
        mayWait, place, deadline, () -> CompletableFuture.completedFuture(body.call()));
  }

  /**
   * The same for what may be answered after the called code has returned, as by a promise.
   *
   * @param mayWait whether the called code may wait for others
   * @param place where in its code the caller is
   * @param deadline how long to wait
   * @param body what to do there; gives the answer, or its failure
   * @param <T> what the answer is
   * @return the answer
   * @throws DeadlockDetectedException if the call could never end
   * @throws CallTimeoutException if it is not answered in time
   * @throws RejectedExecutionException if the lane is full or has ended
   * @throws ExecutionException if the body failed
   * @throws InterruptedException if the caller is interrupted
   */
  public <T extends @Nullable Object> T callLater(
      boolean mayWait, String place, Duration deadline, Callable<? extends CompletionStage<T>> body)
      throws ExecutionException, InterruptedException {
    Executor executor = executor(mayWait);
    try (SyncCall call = graph.call(laneOf(executor), place, deadline)) {
      CompletableFuture<T> reply = awaited();
      try {
        executor.execute(
            new Asked<>(
                () -> WaitForGraph.currentActivity().map(call::serve).orElse(true), body, reply));
        return call.await(reply);
      } finally {
        // Nobody waits for it: it is forgotten, however late its promise is kept, if ever.
        reply.cancel(false);
      }
    }
  }

  /**
   * Call into the process without waiting: nobody is held up, so that nothing can be refused.
   *
   * @param mayWait whether the called code may wait for others
   * @param body what to do there; gives the answer, or its failure
   * @param <T> what the answer is
   * @return the answer; cancelling it keeps the body from being run if it has not begun
   * @throws RejectedExecutionException if the lane is full or has ended
   */
  public <T extends @Nullable Object> CompletableFuture<T> ask(
      boolean mayWait, Callable<? extends CompletionStage<T>> body) {
    CompletableFuture<T> reply = awaited();
    executor(mayWait).execute(new Asked<>(() -> !reply.isDone(), body, reply));
    return reply;
  }

  /** An answer that fails when the lanes end, however far the code that should give it has come. */
  private <T extends @Nullable Object> CompletableFuture<T> awaited() {
    CompletableFuture<T> reply = new CompletableFuture<>();
    long number = asked.incrementAndGet();
    replies.put(number, reply);
    var _ = reply.whenComplete((answer, failure) -> replies.remove(number));
    return reply;
  }

  private Lane laneOf(Executor executor) {
    if (executor == runner) {
      return runnerLane;
    }
    return executor == events || poolSlots == null ? eventSlots : poolSlots;
  }

  /**
   * End the event lane and the pool; the Runner ends by itself. Whoever waits for an answer is told
   * that there will be none.
   *
   * @return how many tasks were abandoned
   */
  public int shutdown() {
    int left = events.shutdown() + (pool == null ? 0 : pool.shutdown());
    runnerLane.close();
    eventSlots.close();
    if (poolSlots != null) {
      poolSlots.close();
    }
    var ended = new RejectedExecutionException("process " + runnerLane.process() + " has ended");
    replies.values().forEach(reply -> reply.completeExceptionally(ended));
    return left;
  }

  /** The same as {@link #shutdown}. */
  @Override
  public void close() {
    shutdown();
  }

  /** The work of a call, on the lane that serves it. */
  private record Asked<T extends @Nullable Object>(
      BooleanSupplier wanted,
      Callable<? extends CompletionStage<T>> body,
      CompletableFuture<T> reply)
      implements LaneTask {
    @Override
    public void run() {
      if (!wanted.getAsBoolean()) {
        return;
      }
      try {
        var _ =
            body.call()
                .whenComplete(
                    (answer, failure) -> {
                      if (failure == null) {
                        reply.complete(answer);
                      } else {
                        reply.completeExceptionally(failure);
                      }
                    });
      } catch (Throwable failure) {
        reply.completeExceptionally(failure);
      }
    }

    @Override
    public void abandoned(RejectedExecutionException reason) {
      reply.completeExceptionally(reason);
    }
  }
}
