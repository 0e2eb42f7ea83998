package org.jexpy.host.sample;

/** Breaks a rule on purpose. */
public final class Prints {
  void hello() {
    System.out.println("hello");
  }
}
