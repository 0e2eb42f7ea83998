package org.jexpy.host.supervision;

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

  /** What came after an earlier reading of the same counter. */
  Usage since(Usage earlier) {
    return new Usage(
        Math.max(0, cpuNanos - earlier.cpuNanos),
        Math.max(0, allocatedBytes - earlier.allocatedBytes));
  }
}
