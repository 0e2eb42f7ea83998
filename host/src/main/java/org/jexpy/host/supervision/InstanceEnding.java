package org.jexpy.host.supervision;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jexpy.sandbox.context.GuestContext;
import org.jexpy.sandbox.thread.Ladder;
import org.jexpy.sandbox.thread.LadderStep;
import org.jexpy.sandbox.thread.Reaper;
import org.jexpy.sandbox.thread.Watchdog;
import org.jspecify.annotations.Nullable;

/**
 * How a run of a script is brought to its end when it does not end by itself: step by step, with a
 * grace time for each, until it is given up.
 */
final class InstanceEnding {
  /** How long a process that waits for work may take to leave when it is asked to. */
  static final Duration LEAVE_GRACE = Duration.ofSeconds(2);

  /** How long torn out code may take until its context is closed. */
  static final Duration INTERRUPT_GRACE = Duration.ofSeconds(2);

  /** How long the end of a context may take until it is given up. */
  static final Duration CLOSE_GRACE = Duration.ofSeconds(5);

  /** How long a thread may take to notice that another one has ended the process. */
  static final Duration EXIT_GRACE = Duration.ofSeconds(1);

  /** How long a context may take to be made when somebody waits for the end of its process. */
  static final Duration CREATE_PATIENCE = Duration.ofSeconds(60);

  private static final Ladder.Rung INTERRUPT =
      new Ladder.Rung(LadderStep.INTERRUPT, INTERRUPT_GRACE);

  private static final Ladder.Rung CLOSE = new Ladder.Rung(LadderStep.CLOSE, CLOSE_GRACE);

  private static final String LATE = "it did not end when it was asked to";

  private static final System.Logger LOG = System.getLogger("org.jexpy.processes");

  private final String name;
  private final BiFunction<Duration, Runnable, Watchdog.Registration> timer;
  private final Supplier<Ladder> ladders;
  private final Consumer<Duration> givenUp;
  private Watchdog.@Nullable Registration patience;
  private boolean over;

  /**
   * The end of a run.
   *
   * @param name whose run it is
   * @param around what measures times, and closes contexts
   * @param givenUp told that the run did not end, and how long that was waited for; on any thread
   */
  InstanceEnding(String name, Surroundings around, Consumer<Duration> givenUp) {
    this(name, around.watchdog()::after, () -> ladder(around), givenUp);
  }

  /** The same, with a timer and ladders of its own. */
  InstanceEnding(
      String name,
      BiFunction<Duration, Runnable, Watchdog.Registration> timer,
      Supplier<Ladder> ladders,
      Consumer<Duration> givenUp) {
    this.name = name;
    this.timer = timer;
    this.ladders = ladders;
    this.givenUp = givenUp;
  }

  private static Ladder ladder(Surroundings around) {
    return new Ladder(around.watchdog(), around.reaper());
  }

  /** Give the run up if it has not got its context by then. */
  void awaitContext() {
    waitAtMost(CREATE_PATIENCE, () -> givenUp.accept(CREATE_PATIENCE));
  }

  /** It was asked to leave: tear it out if it does not. */
  void awaitLeaving(Thread runner, GuestContext context) {
    waitAtMost(LEAVE_GRACE, () -> climb(runner, context, LATE, List.of(INTERRUPT, CLOSE)));
  }

  /** One of its threads has ended it at once: close its context if its Runner does not notice. */
  void awaitExit(Thread runner, GuestContext context) {
    waitAtMost(EXIT_GRACE, () -> close(runner, context));
  }

  /** Its script has ended: close its context if threads of it hold it up. */
  void awaitEnd(Thread runner, GuestContext context) {
    waitAtMost(
        CLOSE_GRACE,
        () -> climb(runner, context, "threads of it run on after its end", List.of(CLOSE)));
  }

  /** Interrupt its code, so that its {@code finally} blocks run; then close its context. */
  void tearOut(Thread runner, GuestContext context) {
    climbAsAsked(runner, context, List.of(INTERRUPT, CLOSE));
  }

  /** Close its context. */
  void close(Thread runner, GuestContext context) {
    climbAsAsked(runner, context, List.of(CLOSE));
  }

  /** It has ended: nothing is waited for any more, whoever asks for it later. */
  synchronized void over() {
    over = true;
    forget();
  }

  private void forget() {
    if (patience != null) {
      patience.close();
      patience = null;
    }
  }

  /** What to do if it has not ended by then; takes the place of what was to be done before. */
  private synchronized void waitAtMost(Duration time, Runnable otherwise) {
    forget();
    if (!over) {
      patience = timer.apply(time, () -> unlessOver(otherwise));
    }
  }

  private void unlessOver(Runnable action) {
    synchronized (this) {
      if (over) {
        return;
      }
    }
    action.run();
  }

  private void climbAsAsked(Thread runner, GuestContext context, List<Ladder.Rung> rungs) {
    follow(ladders.get().climbAsAsked(new Climbed(name, runner, context), LATE, rungs));
  }

  private void climb(Thread runner, GuestContext context, String why, List<Ladder.Rung> rungs) {
    follow(ladders.get().climb(new Climbed(name, runner, context), why, rungs));
  }

  private void follow(CompletableFuture<Reaper.Outcome> climbing) {
    var _ = climbing.whenComplete((outcome, failure) -> climbed(outcome, failure));
  }

  private void climbed(Reaper.@Nullable Outcome outcome, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.log(System.Logger.Level.WARNING, () -> "the end of process " + name, failure);
      waitAtMost(CLOSE_GRACE, () -> givenUp.accept(CLOSE_GRACE));
    } else if (outcome == Reaper.Outcome.QUARANTINED) {
      givenUp.accept(CLOSE_GRACE);
    }
  }

  private record Climbed(String name, Thread thread, GuestContext context) implements Ladder.Guest {
    @Override
    public void interrupt() {
      boolean _ = context.interrupt(thread, INTERRUPT_GRACE);
    }

    @Override
    public void close() {
      context.close();
      // A Runner that waits for its next task is in no guest code.
      thread.interrupt();
    }
  }
}
