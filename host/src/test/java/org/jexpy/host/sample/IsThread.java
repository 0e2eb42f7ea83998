package org.jexpy.host.sample;

/** Breaks a rule on purpose. */
public final class IsThread extends Thread {
  @Override
  public void run() {}
}
