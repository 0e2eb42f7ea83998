package org.jexpy.sandbox.thread;

/** One thing that the watchdog looks at when its time comes. */
class Watch implements Watchdog.Registration {
  final Watchdog watchdog;
  private final Runnable action;

  /** Only changed while it is in no queue. */
  long dueNanos;

  volatile boolean closed;

  Watch(Watchdog watchdog, long delayNanos, Runnable action) {
    this.watchdog = watchdog;
    this.action = action;
    this.dueNanos = System.nanoTime() + delayNanos;
  }

  /**
   * Look, on the watchdog's thread.
   *
   * @return in how many nanoseconds to look again; 0 for never
   */
  long look(long now) {
    if (!closed) {
      action.run();
    }
    return 0;
  }

  @Override
  public final void close() {
    closed = true;
    watchdog.remove(this);
  }
}
