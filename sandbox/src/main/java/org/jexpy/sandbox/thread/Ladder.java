package org.jexpy.sandbox.thread;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Climbs from a warning to the end of a guest, step by step, until it has ended. */
public final class Ladder {
  private final Watchdog watchdog;
  private final Reaper reaper;
  private final CompletableFuture<Reaper.Outcome> outcome = new CompletableFuture<>();
  private final AtomicBoolean climbing = new AtomicBoolean();

  /**
   * A ladder for one guest.
   *
   * @param watchdog measures the time between steps
   * @param reaper ends the guest
   */
  public Ladder(Watchdog watchdog, Reaper reaper) {
    this.watchdog = watchdog;
    this.reaper = reaper;
  }

  /** What the ladder is about. */
  public interface Guest {
    /** The process. */
    String name();

    /** The thread that has to end. */
    Thread thread();

    /** Interrupt it. May block. */
    void interrupt();

    /** End it. May block. */
    void close();
  }

  /**
   * One step and the time it has to work.
   *
   * @param step what to do
   * @param grace how long to wait before the next step; for {@link LadderStep#CLOSE} until it is
   *     quarantined
   */
  public record Rung(LadderStep step, Duration grace) {}

  /**
   * Begin with the first step. A ladder is climbed once; later calls change nothing.
   *
   * @param guest the guest
   * @param reason why, for the records
   * @param rungs the steps in their order
   * @return how the guest ended; not completed if it never does and there is no {@code CLOSE} step
   */
  public CompletableFuture<Reaper.Outcome> climb(Guest guest, String reason, List<Rung> rungs) {
    return begin(guest, reason, rungs, false);
  }

  /**
   * The same for an end that somebody has asked for: the first step is what they asked for, and
   * makes no record.
   *
   * @param guest the guest
   * @param reason why later steps are needed, for their records
   * @param rungs the steps in their order
   * @return how the guest ended, as above
   */
  public CompletableFuture<Reaper.Outcome> climbAsAsked(
      Guest guest, String reason, List<Rung> rungs) {
    return begin(guest, reason, rungs, true);
  }

  private CompletableFuture<Reaper.Outcome> begin(
      Guest guest, String reason, List<Rung> rungs, boolean quiet) {
    if (climbing.compareAndSet(false, true)) {
      next(guest, reason, rungs.iterator(), quiet);
    }
    return outcome.copy();
  }

  private void next(Guest guest, String reason, Iterator<Rung> rungs, boolean quiet) {
    if (!guest.thread().isAlive()) {
      outcome.complete(Reaper.Outcome.ENDED);
      return;
    }
    if (!rungs.hasNext()) {
      return;
    }
    Rung rung = rungs.next();
    if (!quiet) {
      String text = "%s: %s".formatted(rung.step(), reason);
      watchdog.report(
          WatchdogRecord.of(WatchdogRecord.Kind.LADDER, guest.name(), text, guest.thread()));
    }
    switch (rung.step()) {
      case WARN -> {}
      case INTERRUPT ->
          SandboxThreads.service("jexpy-interrupt-" + guest.name(), guest::interrupt).start();
      case CLOSE -> {
        var _ =
            reaper
                .reap(guest.name(), guest.thread(), guest::close, rung.grace())
                .whenComplete(
                    (ended, failure) -> {
                      if (failure != null) {
                        outcome.completeExceptionally(failure);
                      } else {
                        outcome.complete(ended);
                      }
                    });
        return;
      }
    }
    var _ = watchdog.after(rung.grace(), () -> next(guest, reason, rungs, false));
  }
}
