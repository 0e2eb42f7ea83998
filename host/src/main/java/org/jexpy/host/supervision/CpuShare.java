package org.jexpy.host.supervision;

import java.time.Duration;

/**
 * How long somebody has to stand still who used more of the cores than he may: until what he used
 * is his share of the whole time. Who used less gains nothing by it for later, and who used very
 * much more, since nothing could stop him, owes no more than {@link #LONGEST} for it.
 */
final class CpuShare {
  /** How long he stands still at most for what he has used: he shall do his work, if slowly. */
  static final Duration LONGEST = Duration.ofSeconds(10);

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

  /** How many cores may be used. */
  double cores() {
    return cores;
  }

  /**
   * Count what was used.
   *
   * @param cpuNanos how much, on all cores together
   * @param elapsed in which time
   * @return how long he has to stand still now; zero if he may go on
   */
  Duration use(long cpuNanos, Duration elapsed) {
    double ahead = aheadNanos + cpuNanos - cores * elapsed.toNanos();
    aheadNanos = Math.clamp(ahead, 0, cores * LONGEST.toNanos());
    return Duration.ofNanos((long) (aheadNanos / cores));
  }
}
