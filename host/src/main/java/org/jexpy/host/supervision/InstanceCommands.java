package org.jexpy.host.supervision;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jexpy.bindings.exos.core.CommandEvent;
import org.jexpy.bindings.exos.core.CommandExecution;
import org.jexpy.bindings.exos.core.CommandFailedException;
import org.jexpy.bindings.exos.core.CommandRequest;
import org.jexpy.bindings.exos.core.CommandTimeoutException;
import org.jexpy.bindings.service.CallContext;
import org.jexpy.bindings.service.EventSink;
import org.jexpy.bindings.service.ServiceTimeoutException;
import org.jexpy.host.command.Failures;
import org.jexpy.host.loop.MainLoop;

/**
 * Executes the commands of one run of a process: one after the other on the main loop, while the
 * thread of the guest that gave them waits, or is called back.
 */
final class InstanceCommands implements CommandExecution {
  /** How long a script that has asked for its own end may go on after the answer. */
  private static final Duration ANSWER_GRACE = Duration.ofMillis(200);

  private final Supplier<GuestAsker> askers;
  private final CompletableFuture<Void> stopSignal;
  private final MainLoop loop;
  private final CommandLines lines;

  /**
   * The commands of a run.
   *
   * @param askers makes the asker of a list
   * @param stopSignal fails when the run is asked to end, or has ended: its lists end with it
   * @param loop where commands run
   * @param lines executes them
   */
  InstanceCommands(
      Supplier<GuestAsker> askers,
      CompletableFuture<Void> stopSignal,
      MainLoop loop,
      CommandLines lines) {
    this.askers = askers;
    this.stopSignal = stopSignal;
    this.loop = loop;
    this.lines = lines;
  }

  @Override
  public String execute(CallContext call, CommandRequest request) {
    Collected output = new Collected();
    CompletableFuture<Void> done = begin(request, output::add, () -> {});
    try {
      if (request.unlimited()) {
        done.get();
      } else {
        done.get(request.timeout().toNanos(), TimeUnit.NANOSECONDS);
      }
      return output.orElse("");
    } catch (TimeoutException e) {
      done.cancel(false);
      throw new CommandTimeoutException(timeoutText(request.timeout()));
    } catch (ExecutionException e) {
      throw new CommandFailedException(String.valueOf(Failures.cause(e).getMessage()));
    } catch (InterruptedException e) {
      done.cancel(false);
      Thread.currentThread().interrupt();
      throw new ServiceTimeoutException("the wait for the commands was interrupted");
    }
  }

  @Override
  public void executeAsync(
      CallContext call, CommandRequest request, EventSink<CommandEvent> events) {
    CompletableFuture<Void> done =
        begin(
            request,
            text -> events.emit(CommandEvent.reply(text)),
            () -> events.emit(CommandEvent.done()));
    MainLoop.Timer limit =
        request.unlimited()
            ? () -> {}
            : loop.after(
                request.timeout(),
                () -> done.completeExceptionally(new TimeoutException("timeout")));
    var _ =
        done.whenComplete(
            (nothing, failure) -> {
              limit.cancel();
              if (stopSignal.isDone()) {
                // Who gave it ends, and is not called back any more: not even that it is over.
                return;
              }
              if (failure instanceof TimeoutException) {
                events.emit(CommandEvent.timeout(timeoutText(request.timeout())));
              } else if (failure != null) {
                events.emit(
                    CommandEvent.failed(String.valueOf(Failures.cause(failure).getMessage())));
              }
              events.complete();
            });
  }

  /** A list under way; completing it from outside keeps its next commands from being executed. */
  private CompletableFuture<Void> begin(
      CommandRequest request, Consumer<String> out, Runnable afterEach) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    GuestAsker asker = askers.get();
    var _ = done.whenComplete((nothing, failure) -> loop.after(ANSWER_GRACE, asker::finished));
    // The rest is not executed for whom has ended. By anyOf, as the signal forgets what is done.
    var _ =
        CompletableFuture.anyOf(done, stopSignal)
            .whenComplete(
                (nothing, failure) -> {
                  if (failure != null) {
                    done.completeExceptionally(Failures.cause(failure));
                  }
                });
    Iterator<String> commands = request.commands().iterator();
    loop.execute(() -> next(commands, request.ignoreErrors(), asker, out, afterEach, done));
    return done;
  }

  private void next(
      Iterator<String> commands,
      boolean ignoreErrors,
      GuestAsker asker,
      Consumer<String> out,
      Runnable afterEach,
      CompletableFuture<Void> done) {
    if (done.isDone()) {
      return;
    }
    if (!commands.hasNext()) {
      done.complete(null);
      return;
    }
    var _ =
        lines
            .execute(commands.next(), asker, out)
            .whenComplete(
                (nothing, failure) -> {
                  if (failure != null && !ignoreErrors) {
                    done.completeExceptionally(failure);
                    return;
                  }
                  afterEach.run();
                  // Not from within: a list may be long.
                  loop.execute(() -> next(commands, ignoreErrors, asker, out, afterEach, done));
                });
  }

  /** What commands print on the loop, for a thread that takes it when they are done. */
  private static final class Collected {
    private final StringBuilder text = new StringBuilder();

    synchronized void add(String more) {
      text.append(more);
    }

    synchronized String orElse(String other) {
      return text.isEmpty() ? other : text.toString();
    }
  }

  private static String timeoutText(Duration timeout) {
    return "the commands were not done within %s s".formatted(timeout.toMillis() / 1000.0);
  }
}
