package org.jexpy.host.container;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jexpy.host.command.Failures;
import org.jexpy.host.process.ProcessCallException;
import org.jexpy.host.process.ProcessInfo;
import org.jexpy.host.supervision.InstanceCalls;
import org.jexpy.sandbox.callgraph.WaitForGraph;
import org.jspecify.annotations.Nullable;

/** A process of a container, by its name. Safe for use by many threads. */
public final class GuestProcess {
  private final String name;
  private final Machinery machinery;

  GuestProcess(String name, Machinery machinery) {
    this.name = name;
    this.machinery = machinery;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** What is known of it; empty if it was deleted. */
  public CompletableFuture<Optional<ProcessInfo>> info() {
    return machinery.ask(() -> machinery.processes().info(name));
  }

  /**
   * Wait until it has said that it is ready. A script says so by {@code exos.api.ready()} or {@code
   * ready()} of {@code jexpy:exos}; programs of the system are ready when they are started.
   *
   * @return what is known of it then; fails with {@link org.jexpy.host.process.ProcessException} if
   *     it is stopped or fails for good before that
   */
  public CompletableFuture<ProcessInfo> ready() {
    return machinery.compose(
        () ->
            machinery
                .waits()
                .ready(
                    machinery.processes().existing(name), machinery.processes().willRestart(name)));
  }

  /**
   * Wait until it does not run any more, and is not to be started again by itself.
   *
   * @return what is known of it then, such as its exit status; at once if it does not run
   */
  public CompletableFuture<ProcessInfo> ended() {
    return machinery.compose(
        () ->
            machinery
                .waits()
                .ended(
                    machinery.processes().existing(name), machinery.processes().willRestart(name)));
  }

  /** What it has printed, the newest MiB of it; of earlier runs, too. */
  public CompletableFuture<String> log() {
    return machinery.exec("show log process " + name).thenApply(CommandResult::output);
  }

  /** Start it. Fails if it runs. */
  public CompletableFuture<Void> start() {
    return machinery.ask(
        () -> {
          machinery.processes().start(name);
          return null;
        });
  }

  /**
   * Stop it.
   *
   * @return completed when it is gone
   */
  public CompletableFuture<Void> terminate() {
    return machinery.compose(() -> machinery.processes().terminate(name, false));
  }

  /**
   * Stop it without giving it time.
   *
   * @return completed when it is gone
   */
  public CompletableFuture<Void> kill() {
    return machinery.compose(() -> machinery.processes().terminate(name, true));
  }

  /**
   * Stop it, and start it again.
   *
   * @return completed when the new run has begun
   */
  public CompletableFuture<Void> restart() {
    return machinery.compose(() -> machinery.processes().restart(name));
  }

  /**
   * Call a function of its script and wait up to a minute for the answer.
   *
   * @param function the name of a function of its main module, in JavaScript of one that it exports
   * @param arguments plain data: {@code null}, booleans, numbers, text, {@code byte[]}, lists, maps
   *     from text, enums, and records of these
   * @param result what the answer is to be: one of those, or an array or record of them, {@code
   *     Object} for whatever it is, {@code Void} for none
   * @param <T> the same
   * @return the answer. {@code None}, {@code null} and {@code undefined} are answers for those who
   *     ask for {@code Object}, {@code Void} or {@code Optional}
   * @throws org.jexpy.host.process.GuestErrorException if the function raises an error
   * @throws ProcessCallException if it cannot be called, or answers something else
   * @throws org.jexpy.host.process.ProcessException if the process does not run
   * @throws org.jexpy.sandbox.callgraph.DeadlockDetectedException if the call could never end, as
   *     its caller is what the function would wait for
   * @throws org.jexpy.sandbox.callgraph.CallTimeoutException if it is not answered in time
   * @throws IllegalStateException if called by the main loop, which must not wait
   */
  public <T extends @Nullable Object> T call(
      String function, List<? extends @Nullable Object> arguments, Class<T> result) {
    return call(function, arguments, result, WaitForGraph.DEFAULT_DEADLINE);
  }

  /**
   * Call a function of its script and wait for the answer, as {@link #call(String, List, Class)}.
   *
   * @param function the name of the function
   * @param arguments plain data
   * @param result what the answer is to be
   * @param deadline how long to wait
   * @param <T> what the answer is
   * @return the answer
   */
  public <T extends @Nullable Object> T call(
      String function,
      List<? extends @Nullable Object> arguments,
      Class<T> result,
      Duration deadline) {
    if (machinery.inLoop()) {
      throw new IllegalStateException(
          "call() on the main loop would hold up the container; use callAsync() there");
    }
    List<@Nullable Object> plain = PlainArguments.of(arguments);
    InstanceCalls calls = machinery.asked(() -> machinery.processes().calls(name));
    return PlainResult.of(name, function, result)
        .convert(calls.call(function, plain, CallPlace.here(name, function), deadline));
  }

  /**
   * Call a function of its script, without waiting for it.
   *
   * @param function the name of the function
   * @param arguments plain data
   * @param result what the answer is to be
   * @param <T> what the answer is
   * @return the answer, or what {@link #call(String, List, Class)} throws; cancelling it keeps the
   *     function from being called if it was not yet
   */
  public <T extends @Nullable Object> CompletableFuture<T> callAsync(
      String function, List<? extends @Nullable Object> arguments, Class<T> result) {
    List<@Nullable Object> plain = PlainArguments.of(arguments);
    PlainResult<T> converted = PlainResult.of(name, function, result);
    CompletableFuture<T> answer = new CompletableFuture<>();
    var _ =
        machinery
            .compose(
                () ->
                    machinery.processes().calls(name).ask(function, plain, () -> !answer.isDone()))
            .thenApply(converted::convert)
            .whenComplete(
                (value, failure) -> {
                  if (failure == null) {
                    answer.complete(value);
                  } else {
                    answer.completeExceptionally(Failures.cause(failure));
                  }
                });
    return answer;
  }

  /**
   * Stop it, and free its name.
   *
   * @return completed when the name is free
   */
  public CompletableFuture<Void> delete() {
    return machinery.compose(() -> machinery.processes().delete(name));
  }
}
