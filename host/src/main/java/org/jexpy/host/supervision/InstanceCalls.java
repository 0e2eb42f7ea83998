package org.jexpy.host.supervision;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jexpy.host.command.Failures;
import org.jexpy.host.process.GuestErrorException;
import org.jexpy.host.process.ProcessCallException;
import org.jexpy.sandbox.callgraph.CallTimeoutException;
import org.jexpy.sandbox.callgraph.DeadlockDetectedException;
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
  private final CompletableFuture<Target> target = new CompletableFuture<>();
  private final CompletableFuture<Boolean> loaded = new CompletableFuture<>();

  /** What is called, and where. */
  private record Target(CallbackLanes lanes, GuestFunctions functions) {
    CompletionStage<@Nullable Object> call(
        String function, List<? extends @Nullable Object> arguments) {
      return functions.call(function, arguments);
    }
  }

  InstanceCalls(String process) {
    this.process = process;
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
    try {
      Duration left = deadline;
      if (!target.isDone()) {
        long began = System.nanoTime();
        Target _ = target.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        left = deadline.minusNanos(System.nanoTime() - began);
      }
      Target known = target.get();
      return known
          .lanes()
          .<@Nullable Object>callLater(
              true, place, left, () -> attempt(known, function, arguments));
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

  /**
   * Call a function without waiting.
   *
   * @param function its name
   * @param arguments plain data
   * @return plain data, or a failure as of {@link #call}; completed on a thread of the process
   */
  public CompletableFuture<@Nullable Object> ask(
      String function, List<? extends @Nullable Object> arguments) {
    return target
        .thenCompose(
            known ->
                known
                    .lanes()
                    .<@Nullable Object>ask(true, () -> attempt(known, function, arguments)))
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(explained(function, failure)));
  }

  /** On a lane. */
  private CompletionStage<@Nullable Object> attempt(
      Target known, String function, List<? extends @Nullable Object> arguments) {
    boolean complete = loaded.isDone();
    return known
        .call(function, arguments)
        .exceptionallyCompose(
            failure ->
                !complete && isMissing(failure)
                    ? loaded.thenCompose(
                        done ->
                            known
                                .lanes()
                                .<@Nullable Object>ask(true, () -> known.call(function, arguments)))
                    : CompletableFuture.failedFuture(failure));
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
