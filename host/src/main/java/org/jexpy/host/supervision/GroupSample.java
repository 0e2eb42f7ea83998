package org.jexpy.host.supervision;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What the processes used in a span of time.
 *
 * @param span how long
 * @param cores how many cores there are
 * @param processes what each used that runs
 * @param jvm what the JVM used, its threads of all sorts together
 * @param scripts what of that scripts used
 * @param heapUsed the heap in use after the last collection, of the whole JVM
 * @param heapMax how large the heap may become
 */
record GroupSample(
    Duration span,
    int cores,
    Map<String, Usage> processes,
    Usage jvm,
    Usage scripts,
    long heapUsed,
    long heapMax) {
  private static final double WHOLE = 100;
  private static final double NANOS = 1e9;

  GroupSample {
    processes = Map.copyOf(processes);
  }

  /** All processes. */
  Usage sum() {
    return processes.values().stream().reduce(Usage.NONE, Usage::plus);
  }

  /** The container itself: what the JVM did besides scripts. */
  Usage itself() {
    return jvm.since(scripts);
  }

  /** How much of all cores, in percent. */
  double cpuPercent(Usage usage) {
    return span.isZero() ? 0 : usage.cpuNanos() * WHOLE / (span.toNanos() * (double) cores);
  }

  /** Bytes a second. */
  double rate(Usage usage) {
    return span.isZero() ? 0 : usage.allocatedBytes() * NANOS / span.toNanos();
  }

  double heapPercent() {
    return heapUsed * WHOLE / heapMax;
  }

  /**
   * The names of the processes that used more than an equal share of a limit, those that used most
   * first. If all together are over it, there is one at least.
   *
   * @param limit the limit of all, in percent of all cores
   */
  List<String> overShare(double limit) {
    double share = limit / processes.size();
    return by(Comparator.comparingLong(Usage::cpuNanos)).stream()
        .filter(name -> cpuPercent(processes.getOrDefault(name, Usage.NONE)) > share)
        .toList();
  }

  /** The names of the processes, those that allocated most first. */
  List<String> byMemory() {
    return by(Comparator.comparingLong(Usage::allocatedBytes));
  }

  private List<String> by(Comparator<Usage> order) {
    return processes.entrySet().stream()
        .sorted(
            Map.Entry.<String, Usage>comparingByValue(order)
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
