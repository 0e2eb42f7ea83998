package org.jexpy.sandbox.thread;

import java.time.Duration;

/** The turns of a loop. */
final class TurnWatch extends Watch implements Watchdog.LoopWatch {
  private static final long IDLE = 0;

  private final String owner;
  private final Duration limit;
  private final Thread loop;
  private volatile long turnBegan = IDLE;
  private long reportedTurn = IDLE;

  TurnWatch(Watchdog watchdog, String owner, Duration limit, Thread loop) {
    super(watchdog, limit.toNanos() / 2, () -> {});
    this.owner = owner;
    this.limit = limit;
    this.loop = loop;
  }

  @Override
  public void turnBegins() {
    long now = System.nanoTime();
    turnBegan = now == IDLE ? 1 : now;
  }

  @Override
  public void turnEnds() {
    turnBegan = IDLE;
  }

  @Override
  long look(long now) {
    long began = turnBegan;
    if (began != IDLE && began != reportedTurn && now - began >= limit.toNanos()) {
      reportedTurn = began;
      String text = "one turn of the loop takes longer than %s".formatted(Watchdog.text(limit));
      watchdog.report(WatchdogRecord.of(WatchdogRecord.Kind.LOOP, owner, text, loop));
    }
    return limit.toNanos() / 2;
  }
}
