package org.jexpy.bindings.xenstore.core.server;

/** What waits for all clients together. */
final class Backlog {
  private static final long LEAST = 64L << 20;

  private final long limit;
  private long cost;

  /**
   * An empty one.
   *
   * @param limit how many bytes of memory may wait
   */
  Backlog(long limit) {
    this.limit = limit;
  }

  /** One that leaves most of the memory of this program to others. */
  static Backlog ofThisProgram() {
    return new Backlog(Math.max(LEAST, Runtime.getRuntime().maxMemory() / 4));
  }

  /** More waits, or less. */
  void add(long bytes) {
    cost += bytes;
  }

  boolean isTooMuch() {
    return cost > limit;
  }
}
