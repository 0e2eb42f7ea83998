package org.jexpy.host.supervision;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was used of the machine.
 *
 * @param cpuNanos time on a core
 * @param allocatedBytes how much memory was allocated, whether or not it is in use still; 0 of
 *     child programs
 */
record Usage(long cpuNanos, long allocatedBytes) {
  static final Usage NONE = new Usage(0, 0);

  Usage plus(Usage other) {
    return new Usage(cpuNanos + other.cpuNanos, allocatedBytes + other.allocatedBytes);
  }

  /**
   * What came after an earlier reading of the same counter.
   *
   * @param earlier the reading; null if there was none, or it was missed: how much of its whole
   *     life fell into the time since is not known then, and a core's worth of it is counted at
   *     most
   * @param elapsed the time since
   */
  Usage since(@Nullable Usage earlier, Duration elapsed) {
    return earlier != null
        ? since(earlier)
        : new Usage(Math.min(cpuNanos, elapsed.toNanos()), allocatedBytes);
  }

  /** What came after an earlier reading of the same counter. */
  Usage since(Usage earlier) {
    return new Usage(
        Math.max(0, cpuNanos - earlier.cpuNanos),
        Math.max(0, allocatedBytes - earlier.allocatedBytes));
  }
}
