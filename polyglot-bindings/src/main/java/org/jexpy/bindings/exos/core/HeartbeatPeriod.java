package org.jexpy.bindings.exos.core;

import java.time.Duration;

/** How long a watched thread may be silent: from a millisecond to a day. */
public final class HeartbeatPeriod {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  private HeartbeatPeriod() {}

  /**
   * A period from a number.
   *
   * @param seconds the number of seconds
   * @return the period
   * @throws InvalidHeartbeatException if it is out of bounds, or no number
   */
  public static Duration ofSeconds(double seconds) {
    if (!(seconds >= 0.001 && seconds <= LONGEST.toSeconds())) {
      throw outOfBounds(String.valueOf(seconds));
    }
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  /**
   * Check a period.
   *
   * @param period the period
   * @return the same period
   * @throws InvalidHeartbeatException if it is out of bounds
   */
  public static Duration require(Duration period) {
    if (period.compareTo(SHORTEST) < 0 || period.compareTo(LONGEST) > 0) {
      throw outOfBounds(String.valueOf(period.toNanos() / 1e9));
    }
    return period;
  }

  private static InvalidHeartbeatException outOfBounds(String seconds) {
    return new InvalidHeartbeatException(
        "period: %s (expected: 0.001 to 86400 seconds)".formatted(seconds));
  }
}
