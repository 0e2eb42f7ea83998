package org.jexpy.host.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that goes on by ten milliseconds with each look at it. */
final class TickingClock extends Clock {
  private Instant now = Instant.parse("2026-03-04T05:06:07.890Z");

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("this clock has one zone");
  }

  @Override
  public synchronized Instant instant() {
    Instant time = now;
    now = now.plus(Duration.ofMillis(10));
    return time;
  }
}
