package org.jexpy.host.supervision;

import java.time.Duration;

/**
 * How long somebody has to stand still who used more of the cores than he may: until what he used
 * is his share of the whole time. Who used less gains nothing by it for later.
 */
final class CpuShare {
  private double cores;
  private double aheadNanos;

  /**
   * A share, with nothing used of it.
   *
   * @param cores how many cores may be used, in the mean; more than 0
   */
  CpuShare(double cores) {
    this.cores = cores;
  }

  /** Change the share, from now on. */
  void change(double newCores) {
    cores = newCores;
  }

  /**
   * Count what was used.
   *
   * @param cpuNanos how much, on all cores together
   * @param elapsed in which time
   * @return how long he has to stand still now; zero if he may go on
   */
  Duration use(long cpuNanos, Duration elapsed) {
    aheadNanos = Math.max(0, aheadNanos + cpuNanos - cores * elapsed.toNanos());
    return Duration.ofNanos((long) (aheadNanos / cores));
  }
}
