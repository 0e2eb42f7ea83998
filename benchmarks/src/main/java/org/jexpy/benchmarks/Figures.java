package org.jexpy.benchmarks;

import java.util.Arrays;

/** What is told of measured values. */
final class Figures {
  private static final double MIDDLE = 0.5;
  private static final double NEARLY_ALL = 0.99;

  private Figures() {}

  static double median(double[] values) {
    return quantile(values, MIDDLE);
  }

  /** Of fewer than a hundred values, the largest. */
  static double p99(double[] values) {
    return quantile(values, NEARLY_ALL);
  }

  private static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
  }

  static void head() {
    System.out.println("| figure | jexpy | CPython | ratio |\n|---|---|---|---|");
  }

  static void row(String figure, double mine, double peer) {
    System.out.printf("| %s | %.1f | %.1f | %.2f |%n", figure, mine, peer, mine / peer);
  }

  static void row(String figure, double mine) {
    System.out.printf("| %s | %.2f | | |%n", figure, mine);
  }
}
