package org.jexpy.host.supervision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * When a process that failed is started again: after 1, 2, 4 and 8 seconds; not any more after five
 * failures within five minutes. What is longer ago is forgotten.
 */
final class RestartPolicy {
  static final Duration FIRST_DELAY = Duration.ofSeconds(1);
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
    return Optional.of(FIRST_DELAY.multipliedBy(1L << (failures.size() - 1)));
  }

  /** Forget all failures: somebody starts the process by hand. */
  void reset() {
    failures.clear();
  }
}
