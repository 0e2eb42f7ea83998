package org.jexpy.host.supervision;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jexpy.sandbox.thread.Watchdog;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one run to a share of the cores: looks at what it uses, and has it stand still for as long
 * as it was ahead of its share. Works on the watchdog's thread.
 */
final class Pacer {
  /** How often is looked at it while it runs. */
  static final Duration TICK = Duration.ofMillis(200);

  /** How often at most, when its share is so small that it would stand still long for a tick. */
  static final Duration SHORTEST_TICK = Duration.ofMillis(50);

  private static final double MOST_OF_LONGEST = 0.5;

  /** How long it stands still at once: whatever else is wanted of its threads waits so long. */
  static final Duration LONGEST_HOLD = Duration.ofMillis(500);

  private final Instance run;
  private final BiFunction<Duration, Runnable, Watchdog.Registration> timer;
  private final LongSupplier nanoTime;

  // Guarded by this.
  private final CpuShare share;
  private Map<Long, Usage> before;
  private long beforeNanos;
  private Set<Long> busy = Set.of();
  private Watchdog.@Nullable Registration next;
  private boolean stopped;
  private boolean held;

  private Pacer(
      Instance run,
      BiFunction<Duration, Runnable, Watchdog.Registration> timer,
      LongSupplier nanoTime,
      double cores) {
    this.run = run;
    this.timer = timer;
    this.nanoTime = nanoTime;
    this.share = new CpuShare(cores);
    this.before = Map.of();
    this.beforeNanos = nanoTime.getAsLong();
  }

  /**
   * Begin to slow a run down.
   *
   * @param run whom
   * @param watchdog on whose thread that is done
   * @param cores how many cores it may use, in the mean
   * @return to change its share, and to end it
   */
  static Pacer begin(Instance run, Watchdog watchdog, double cores) {
    return begin(run, watchdog::after, System::nanoTime, cores);
  }

  /** The same, with another timer and another clock. */
  static Pacer begin(
      Instance run,
      BiFunction<Duration, Runnable, Watchdog.Registration> timer,
      LongSupplier nanoTime,
      double cores) {
    Pacer pacer = new Pacer(run, timer, nanoTime, cores);
    pacer.again(Duration.ZERO);
    return pacer;
  }

  /** Change how many cores it may use. */
  synchronized void share(double cores) {
    share.change(cores);
  }

  /** Whether it had to stand still since this was asked last: it would use more if it could. */
  synchronized boolean takeHeld() {
    boolean was = held;
    held = false;
    return was;
  }

  /** Let it run as it likes. */
  synchronized void end() {
    stopped = true;
    if (next != null) {
      next.close();
    }
    run.letGo();
  }

  private synchronized void again(Duration after) {
    if (!stopped) {
      next = timer.apply(after, this::look);
    }
  }

  private void look() {
    Duration after = TICK;
    try {
      // Of programs, that reads files: not under the lock, for which the main loop may wait.
      Map<Long, Usage> now = run.counters();
      after = judge(now, nanoTime.getAsLong());
    } finally {
      // What went wrong once is in the log; it is looked at again all the same.
      again(after);
    }
  }

  /** When to look again. */
  private synchronized Duration judge(Map<Long, Usage> now, long nanos) {
    Map<Long, Usage> earlier = before;
    Duration elapsed = Duration.ofNanos(nanos - beforeNanos);
    before = now;
    beforeNanos = nanos;
    if (stopped || earlier.isEmpty()) {
      return tick();
    }
    Map<Long, Usage> used = new HashMap<>();
    now.forEach((part, usage) -> used.put(part, usage.since(earlier.get(part), elapsed)));
    used.values().removeIf(one -> one.cpuNanos() == 0);
    if (!used.isEmpty()) {
      busy = Set.copyOf(used.keySet());
    }
    long sum = used.values().stream().mapToLong(Usage::cpuNanos).sum();
    Duration wait = share.use(sum, elapsed);
    if (wait.isZero()) {
      return tick();
    }
    held = true;
    Duration hold = wait.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : wait;
    run.hold(busy, hold);
    return hold;
  }

  /** What one core does in a tick shall be paid for in half of the longest time to stand still. */
  private Duration tick() {
    Duration paid =
        Duration.ofNanos((long) (share.cores() * CpuShare.LONGEST.toNanos() * MOST_OF_LONGEST));
    if (paid.compareTo(SHORTEST_TICK) < 0) {
      return SHORTEST_TICK;
    }
    return paid.compareTo(TICK) < 0 ? paid : TICK;
  }
}
