package org.jexpy.host.supervision;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  private final CompletableFuture<CallbackLanes> lanes = new CompletableFuture<>();
  private final CompletableFuture<GuestFunctions> functions = new CompletableFuture<>();
  private final CompletableFuture<Boolean> loaded = new CompletableFuture<>();

  InstanceCalls(String process) {
    this.process = process;
  }

  /** The script is about to run; what it defines can be called. */
  void begin(CallbackLanes where, GuestFunctions which) {
    functions.complete(which);
    lanes.complete(where);
  }

  /** Its top level is done: what is not there by now does not come. */
  void loaded() {
    loaded.complete(true);
  }

  /** It has ended, or is given up: nobody waits for it any longer. */
  void over() {
    RejectedExecutionException ended = new RejectedExecutionException("it has ended");
    lanes.completeExceptionally(ended);
    functions.completeExceptionally(ended);
    loaded.completeExceptionally(ended);
    if (!lanes.isCompletedExceptionally()) {
      int _ = lanes.join().shutdown();
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
      if (!lanes.isDone()) {
        long began = System.nanoTime();
        CallbackLanes _ = lanes.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        left = deadline.minusNanos(System.nanoTime() - began);
      }
      CallbackLanes where = lanes.get();
      return where.<@Nullable Object>callLater(
          true, place, left, () -> attempt(where, function, arguments));
    } catch (ExecutionException e) {
      throw explained(function, e.getCause());
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
    return lanes
        .thenCompose(
            where -> where.<@Nullable Object>ask(true, () -> attempt(where, function, arguments)))
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(explained(function, failure)));
  }

  /** On a lane. */
  private CompletionStage<@Nullable Object> attempt(
      CallbackLanes where, String function, List<? extends @Nullable Object> arguments) {
    boolean complete = loaded.isDone();
    return functions
        .join()
        .call(function, arguments)
        .exceptionallyCompose(
            failure ->
                !complete && isMissing(failure)
                    ? loaded.thenCompose(
                        done ->
                            where.<@Nullable Object>ask(
                                true, () -> functions.join().call(function, arguments)))
                    : CompletableFuture.failedFuture(failure));
  }

  private static boolean isMissing(Throwable failure) {
    return cause(failure) instanceof GuestFunctionException known
        && known.kind() == GuestFunctionException.Kind.MISSING;
  }

  private static @Nullable Throwable cause(@Nullable Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private RuntimeException explained(String function, @Nullable Throwable failure) {
    return switch (cause(failure)) {
      case GuestFunctionException e when e.kind() == GuestFunctionException.Kind.RAISED ->
          new GuestErrorException(process, function, String.valueOf(e.getMessage()), e.trace());
      case GuestFunctionException e ->
          new ProcessCallException("process %s: %s".formatted(process, e.getMessage()));
      case RejectedExecutionException e ->
          new ProcessCallException(
              "process %s did not answer '%s': %s".formatted(process, function, e.getMessage()), e);
      case null, default ->
          new ProcessCallException(
              "process %s could not answer '%s'; the log of the program has more"
                  .formatted(process, function),
              failure);
    };
  }
}
