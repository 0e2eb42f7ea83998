package org.jexpy.sandbox.thread;

import java.time.Duration;

/** A heartbeat. */
final class PulseWatch extends Watch implements Watchdog.Heartbeat {
  private final String owner;
  private final String what;
  private final Duration interval;
  private final Thread beating;
  private volatile long lastBeat = System.nanoTime();
  private long reportedBeat = lastBeat - 1;

  PulseWatch(Watchdog watchdog, String owner, String what, Duration interval, Thread beating) {
    super(watchdog, interval.toNanos(), () -> {});
    this.owner = owner;
    this.what = what;
    this.interval = interval;
    this.beating = beating;
  }

  @Override
  public void beat() {
    lastBeat = System.nanoTime();
  }

  @Override
  long look(long now) {
    long last = lastBeat;
    long left = interval.toNanos() - (now - last);
    if (left > 0) {
      return left;
    }
    if (last != reportedBeat) {
      reportedBeat = last;
      String text = "no heartbeat of '%s' for %s".formatted(what, Watchdog.text(interval));
      watchdog.report(WatchdogRecord.of(WatchdogRecord.Kind.HEARTBEAT, owner, text, beating));
    }
    return interval.toNanos();
  }
}
