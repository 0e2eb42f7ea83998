package org.jexpy.bindings.execnet.channel;

/**
 * How much of what a gateway received nobody has taken yet. Over a limit it reads no more until
 * half of that is taken: the other side waits then, instead of the memory being used up.
 */
final class Backlog {
  private final long limit;
  private long bytes;
  private boolean unlimited;

  Backlog(long limit) {
    this.limit = limit;
  }

  synchronized void add(long size) {
    bytes += size;
  }

  synchronized void remove(long size) {
    bytes -= size;
    if (bytes <= limit / 2) {
      notifyAll();
    }
  }

  /** Take whatever comes: soon nothing will. */
  synchronized void lift() {
    unlimited = true;
    notifyAll();
  }

  synchronized boolean full() {
    return !unlimited && bytes > limit;
  }

  /** Wait until half of the limit is free. An interrupt ends that, and stays. */
  synchronized void awaitHalf() {
    try {
      while (!unlimited && bytes > limit / 2) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
