package org.jexpy.host.sample;

/** Breaks a rule on purpose. */
public final class BuildsThread {
  Thread make() {
    return Thread.ofVirtual().unstarted(() -> {});
  }
}
