package org.jexpy.host.sample;

/** Breaks a rule on purpose. */
public final class Sleeps {
  void nap() throws InterruptedException {
    Thread.sleep(1);
  }
}
