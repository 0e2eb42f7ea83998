package org.jexpy.host.sample;

/** Breaks a rule on purpose. */
public final class PrintsStackTrace {
  void print(Exception e) {
    e.printStackTrace();
  }
}
