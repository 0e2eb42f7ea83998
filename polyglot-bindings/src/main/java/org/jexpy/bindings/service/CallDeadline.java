package org.jexpy.bindings.service;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jexpy.sandbox.callgraph.WaitForGraph;

/**
 * The moment after which nobody waits for a call any more. Measured by the JVM's monotonic clock;
 * what travels is the time that is left.
 */
public final class CallDeadline {
  /** What a caller that says nothing gets (design §4). */
  public static final Duration DEFAULT = WaitForGraph.DEFAULT_DEADLINE;

  private final long at;

  private CallDeadline(long at) {
    this.at = at;
  }

  /**
   * A deadline from now.
   *
   * @param time how long from now; longer than a century counts as a century
   * @return the deadline
   */
  public static CallDeadline in(Duration time) {
    long limit = TimeUnit.DAYS.toNanos(36_500);
    long nanos = time.compareTo(Duration.ofNanos(limit)) > 0 ? limit : time.toNanos();
    return new CallDeadline(System.nanoTime() + Math.max(0, nanos));
  }

  /** The time that is left; zero when it has passed. */
  public Duration remaining() {
    return Duration.ofNanos(remainingNanos());
  }

  /** Whether it has passed. */
  public boolean passed() {
    return remainingNanos() == 0;
  }

  long remainingNanos() {
    return Math.max(0, at - System.nanoTime());
  }

  @Override
  public String toString() {
    return "in " + remaining();
  }
}
