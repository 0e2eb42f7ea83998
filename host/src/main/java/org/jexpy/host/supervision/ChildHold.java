package org.jexpy.host.supervision;

import java.time.Duration;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.LongConsumer;
import org.jexpy.sandbox.thread.Watchdog;
import org.jspecify.annotations.Nullable;

/** Has child programs stand still for a while. For any thread. */
final class ChildHold {
  private final BiFunction<Duration, Runnable, Watchdog.Registration> timer;
  private final LongConsumer stop;
  private final LongConsumer goOn;

  // Guarded by this.
  private Set<Long> held = Set.of();
  private Watchdog.@Nullable Registration release;

  /**
   * Nobody stands still.
   *
   * @param timer has them go on in time
   * @param stop stops a program, by its number
   * @param goOn lets it go on
   */
  ChildHold(
      BiFunction<Duration, Runnable, Watchdog.Registration> timer,
      LongConsumer stop,
      LongConsumer goOn) {
    this.timer = timer;
    this.stop = stop;
    this.goOn = goOn;
  }

  /**
   * Have programs stand still, and those that do so now go on.
   *
   * @param programs their numbers
   * @param time how long
   */
  synchronized void hold(Set<Long> programs, Duration time) {
    end();
    held = Set.copyOf(programs);
    // First: whatever happens to the stopping, who is stopped goes on.
    release = timer.apply(time, this::end);
    held.forEach(stop::accept);
  }

  /** Let all go on. */
  synchronized void end() {
    if (release != null) {
      release.close();
      release = null;
    }
    held.forEach(goOn::accept);
    held = Set.of();
  }
}
