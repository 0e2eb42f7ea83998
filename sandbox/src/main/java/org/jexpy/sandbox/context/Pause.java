package org.jexpy.sandbox.context;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A time for which guest code stands still; see {@link GuestContext#pause}. */
public final class Pause {
  private final CountDownLatch over = new CountDownLatch(1);
  private final long endNanos;

  /**
   * A pause that begins now.
   *
   * @param length how long it lasts at most. Whatever tears the guest out of its code waits for its
   *     end, so it has to be short or to be ended before
   */
  public Pause(Duration length) {
    endNanos = System.nanoTime() + length.toNanos();
  }

  /** End it before its time. */
  public void end() {
    over.countDown();
  }

  /** Wait for the end. */
  void await() {
    try {
      boolean _ = over.await(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // Meant for the guest, which goes on to meet it.
      Thread.currentThread().interrupt();
    }
  }
}
