package org.jexpy.host.sample;

/** Breaks a rule on purpose. */
public final class MakesThread {
  Thread make() {
    return new Thread(() -> {});
  }
}
