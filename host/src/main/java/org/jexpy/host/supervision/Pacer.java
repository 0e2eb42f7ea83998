package org.jexpy.host.supervision;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jexpy.sandbox.thread.Watchdog;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one run to a share of the cores: looks at what it uses, and has it stand still for as long
 * as it was ahead of its share. Works on the watchdog's thread.
 */
final class Pacer {
  /** How often is looked at it while it runs. */
  static final Duration TICK = Duration.ofMillis(200);

  /** How long it stands still at once: whatever else is wanted of its threads waits so long. */
  static final Duration LONGEST_HOLD = Duration.ofMillis(500);

  private final Instance run;
  private final Watchdog watchdog;

  // Guarded by this.
  private final CpuShare share;
  private Map<Long, Usage> before;
  private long beforeNanos = System.nanoTime();
  private Set<Long> busy = Set.of();
  private Watchdog.@Nullable Registration next;
  private boolean stopped;
  private boolean held;

  private Pacer(Instance run, Watchdog watchdog, double cores) {
    this.run = run;
    this.watchdog = watchdog;
    this.share = new CpuShare(cores);
    this.before = Map.of();
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
    Pacer pacer = new Pacer(run, watchdog, cores);
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
      next = watchdog.after(after, this::look);
    }
  }

  private void look() {
    // Of programs, that reads files: not under the lock, for which the main loop may wait.
    Map<Long, Usage> now = run.counters();
    again(judge(now, System.nanoTime()));
  }

  /** When to look again. */
  private synchronized Duration judge(Map<Long, Usage> now, long nanos) {
    if (stopped || before.isEmpty()) {
      before = now;
      beforeNanos = nanos;
      return TICK;
    }
    Map<Long, Usage> earlier = before;
    Map<Long, Usage> used =
        now.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    one -> one.getValue().since(earlier.getOrDefault(one.getKey(), Usage.NONE))));
    used.values().removeIf(one -> one.cpuNanos() == 0);
    if (!used.isEmpty()) {
      busy = Set.copyOf(used.keySet());
    }
    long sum = used.values().stream().mapToLong(Usage::cpuNanos).sum();
    Duration wait = share.use(sum, Duration.ofNanos(nanos - beforeNanos));
    before = now;
    beforeNanos = nanos;
    if (wait.isZero()) {
      return TICK;
    }
    held = true;
    Duration hold = wait.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : wait;
    run.hold(busy, hold);
    return hold;
  }
}
