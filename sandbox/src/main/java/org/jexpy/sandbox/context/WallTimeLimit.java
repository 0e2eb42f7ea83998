package org.jexpy.sandbox.context;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jexpy.sandbox.thread.Ladder;
import org.jexpy.sandbox.thread.LadderStep;
import org.jexpy.sandbox.thread.Reaper;
import org.jexpy.sandbox.thread.Watchdog;

/**
 * Runs a script for so long and no longer. In a class of its own, so that a run without a limit
 * loads nothing of it.
 */
public final class WallTimeLimit {
  /** The exit status of a script that was stopped: that of {@code timeout(1)}. */
  public static final int STOPPED = 124;

  /** How long the end may take: a script that reaches a safepoint ends in a fraction of it. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private WallTimeLimit() {}

  /**
   * Start a script and wait for its end.
   *
   * @param limit how long it may run
   * @param work the script
   * @param start starts work
   * @param err where to say that it was stopped
   * @return its exit status, or {@link #STOPPED}
   * @throws InterruptedException if the caller is interrupted while it waits
   * @throws ExecutionException if the sandbox itself fails
   */
  public static int run(
      Duration limit, GuestWork work, Function<GuestWork, StartedGuest> start, OutputStream err)
      throws InterruptedException, ExecutionException {
    try (Watchdog watchdog = Watchdog.start("jexpy-watchdog", noticed -> {})) {
      CompletableFuture<GuestContext> context = new CompletableFuture<>();
      StartedGuest started =
          start.apply(
              (made, world, runner) -> {
                context.complete(made);
                return work.run(made, world, runner);
              });
      Thread thread = started.runner().thread();
      Ladder.Guest guest =
          new Ladder.Guest() {
            @Override
            public String name() {
              return "run";
            }

            @Override
            public Thread thread() {
              return thread;
            }

            @Override
            public void interrupt() {
              thread.interrupt();
            }

            @Override
            public void close() {
              context.join().close();
              // A Runner that waits for its next task is in no guest code.
              thread.interrupt();
            }
          };
      Ladder ladder = new Ladder(watchdog, new Reaper(watchdog));
      CompletableFuture<Boolean> stopping = new CompletableFuture<>();
      CompletableFuture<Integer> stopped = new CompletableFuture<>();
      try (Watchdog.Registration _ =
          watchdog.deadline(
              "run",
              "wall time",
              limit,
              thread,
              () -> {
                stopping.complete(true);
                var _ =
                    ladder
                        .climb(
                            guest, "wall time", List.of(new Ladder.Rung(LadderStep.CLOSE, GRACE)))
                        .whenComplete((outcome, failure) -> stopped.complete(STOPPED));
              })) {
        var ended = started.runner().status();
        // Whichever comes first; what does not end is left behind.
        CompletableFuture.anyOf(ended.handle((status, failure) -> true), stopped).get();
        if (!stopping.isDone()) {
          return ended.get();
        }
        stopped.get();
        say(err, limit);
        return STOPPED;
      }
    }
  }

  private static void say(OutputStream err, Duration limit) {
    String text = "jexpy: stopped after %d ms (wall time limit)%n".formatted(limit.toMillis());
    try {
      err.write(text.getBytes(StandardCharsets.UTF_8));
      err.flush();
    } catch (IOException e) {
      // Nobody listens; the status says it as well.
    }
  }
}
