package org.jexpy.host.supervision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * When a process that failed is started again: after 1, 2, 4 … 30 seconds; not any more after five
 * failures within five minutes. Five minutes without one make a new beginning.
 */
final class RestartPolicy {
  static final Duration FIRST_DELAY = Duration.ofSeconds(1);
  static final Duration LONGEST_DELAY = Duration.ofSeconds(30);
  static final int FAILURES = 5;
  static final Duration WINDOW = Duration.ofMinutes(5);

  private final Deque<Instant> failures = new ArrayDeque<>();

  /**
   * Count a failure.
   *
   * @param now when it was
   * @return how long to wait before the next start; empty if there shall be none
   */
  Optional<Duration> failed(Instant now) {
    failures.removeIf(then -> then.isBefore(now.minus(WINDOW)));
    failures.add(now);
    if (failures.size() >= FAILURES) {
      return Optional.empty();
    }
    Duration delay = FIRST_DELAY.multipliedBy(1L << (failures.size() - 1));
    return Optional.of(delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay);
  }

  /** Forget all failures: somebody starts the process by hand. */
  void reset() {
    failures.clear();
  }
}
