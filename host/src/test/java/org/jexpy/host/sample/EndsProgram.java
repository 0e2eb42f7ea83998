package org.jexpy.host.sample;

/** Breaks a rule on purpose. */
final class EndsProgram {
  private EndsProgram() {}

  static void end() {
    System.exit(1);
  }
}
