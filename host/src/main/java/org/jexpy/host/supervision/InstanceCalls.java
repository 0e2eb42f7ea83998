package org.jexpy.host.supervision;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jexpy.host.command.Failures;
import org.jexpy.host.process.GuestErrorException;
import org.jexpy.host.process.ProcessCallException;
import org.jexpy.sandbox.callgraph.CallTimeoutException;
import org.jexpy.sandbox.callgraph.DeadlockDetectedException;
import org.jexpy.sandbox.callgraph.Lane;
import org.jexpy.sandbox.callgraph.LaneKind;
import org.jexpy.sandbox.callgraph.SyncCall;
import org.jexpy.sandbox.callgraph.WaitForGraph;
import org.jexpy.sandbox.function.GuestFunctionException;
import org.jexpy.sandbox.function.GuestFunctions;
import org.jexpy.sandbox.thread.CallbackLanes;
import org.jspecify.annotations.Nullable;

/**
 * Calls by name into one run of a script. Safe for use by many threads, and for those of other
 * guests: a call that could never end is refused (design §4).
 */
public final class InstanceCalls {
  private final String process;
  private final WaitForGraph graph;

  /** Nobody works there: who waits for the start of a process waits for no other guest. */
  private final Lane starting;

  private final CompletableFuture<Target> target = new CompletableFuture<>();
  private final CompletableFuture<Boolean> loaded = new CompletableFuture<>();

  /** What is called, and where. */
  private record Target(CallbackLanes lanes, GuestFunctions functions) {
    CompletionStage<@Nullable Object> call(
        String function, List<? extends @Nullable Object> arguments) {
      return functions.call(function, arguments);
    }
  }

  InstanceCalls(String process, WaitForGraph graph) {
    this.process = process;
    this.graph = graph;
    this.starting = graph.addLane(process, "start", LaneKind.THREADS, 1);
  }

  /** The script is about to run; what it defines can be called. */
  void begin(CallbackLanes lanes, GuestFunctions functions) {
    target.complete(new Target(lanes, functions));
  }

  /** Its top level is done: what is not there by now does not come. */
  void loaded() {
    loaded.complete(true);
  }

  /** It has ended, or is given up: nobody waits for it any longer. */
  void over() {
    RejectedExecutionException ended = new RejectedExecutionException("it has ended");
    loaded.completeExceptionally(ended);
    target.completeExceptionally(ended);
    starting.close();
    if (!target.isCompletedExceptionally()) {
      target.join().lanes().close();
    }
  }

  /**
   * Call a function and wait for its answer. A function that is not there yet is waited for as long
   * as the top level of the script runs.
   *
   * @param function the name of a function of the main module, or names parted by dots
   * @param arguments plain data
   * @param place where the caller is, for messages
   * @param deadline how long to wait
   * @return plain data
   * @throws DeadlockDetectedException if the call could never end
   * @throws CallTimeoutException if it is not answered in time
   * @throws ProcessCallException if it cannot be called, or fails
   */
  public @Nullable Object call(
      String function,
      List<? extends @Nullable Object> arguments,
      String place,
      Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    try {
      Duration first = deadline;
      if (!target.isDone()) {
        awaitBegin(place, deadline);
        first = left(end);
      }
      Target known = target.get();
      boolean complete = loaded.isDone();
      try {
        return once(known, function, arguments, place, first);
      } catch (ExecutionException e) {
        if (complete || !isMissing(e)) {
          throw e;
        }
      }
      // Whatever waits for what the top level waits for could wait for ever: so it is a call of it.
      try (SyncCall call = graph.call(known.lanes().runnerLane(), place, left(end))) {
        call.await(loaded);
      }
      return once(known, function, arguments, place, left(end));
    } catch (ExecutionException e) {
      throw explained(function, e);
    } catch (RejectedExecutionException e) {
      throw explained(function, e);
    } catch (TimeoutException e) {
      throw new ProcessCallException(
          "process %s has not started within %d ms; '%s' was not called"
              .formatted(process, deadline.toMillis(), function));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessCallException(
          "the wait for process %s, function '%s', was interrupted".formatted(process, function),
          e);
    }
  }

  private void awaitBegin(String place, Duration deadline)
      throws ExecutionException, InterruptedException, TimeoutException {
    try (SyncCall _ = graph.call(starting, place, deadline)) {
      Target _ = target.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private static @Nullable Object once(
      Target known,
      String function,
      List<? extends @Nullable Object> arguments,
      String place,
      Duration left)
      throws ExecutionException, InterruptedException {
    return known
        .lanes()
        .<@Nullable Object>callLater(true, place, left, () -> known.call(function, arguments));
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /**
   * Call a function without waiting.
   *
   * @param function its name
   * @param arguments plain data
   * @param wanted whether somebody still wants the answer; if not, what is not called yet is not
   * @return plain data, or a failure as of {@link #call}; completed on a thread of the process
   */
  public CompletableFuture<@Nullable Object> ask(
      String function, List<? extends @Nullable Object> arguments, BooleanSupplier wanted) {
    return target
        .thenCompose(
            known -> {
              boolean complete = loaded.isDone();
              return askOnce(known, function, arguments, wanted)
                  .exceptionallyCompose(
                      failure ->
                          complete || !isMissing(failure)
                              ? CompletableFuture.failedFuture(failure)
                              : loaded.thenCompose(
                                  done -> askOnce(known, function, arguments, wanted)));
            })
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(explained(function, failure)));
  }

  private static CompletableFuture<@Nullable Object> askOnce(
      Target known,
      String function,
      List<? extends @Nullable Object> arguments,
      BooleanSupplier wanted) {
    return known
        .lanes()
        .<@Nullable Object>ask(
            true,
            () ->
                wanted.getAsBoolean()
                    ? known.call(function, arguments)
                    : CompletableFuture.failedFuture(
                        new CancellationException("nobody wants the answer any more")));
  }

  private static boolean isMissing(Throwable failure) {
    return Failures.cause(failure) instanceof GuestFunctionException known
        && known.kind() == GuestFunctionException.Kind.MISSING;
  }

  private RuntimeException explained(String function, Throwable failure) {
    return switch (Failures.cause(failure)) {
      case GuestFunctionException e when e.kind() == GuestFunctionException.Kind.RAISED ->
          new GuestErrorException(process, function, String.valueOf(e.getMessage()), e.trace());
      case GuestFunctionException e ->
          new ProcessCallException("process %s: %s".formatted(process, e.getMessage()));
      case RejectedExecutionException e ->
          new ProcessCallException(
              "process %s did not answer '%s': %s".formatted(process, function, e.getMessage()), e);
      default ->
          new ProcessCallException(
              "process %s could not answer '%s'; the log of the program has more"
                  .formatted(process, function),
              failure);
    };
  }
}
