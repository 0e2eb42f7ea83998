package org.jexpy.host.supervision;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets so many processes start at once and no more: a cold start keeps a core busy for half a
 * second, and twenty at once would be slower for all. First come, first served. For the main loop.
 */
final class StartGate {
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int free;

  /**
   * A gate.
   *
   * @param places how many may start at once
   */
  StartGate(int places) {
    free = places;
  }

  /** Start now, or when there is a place; {@link #leave} gives it back. */
  void enter(Runnable start) {
    if (free > 0) {
      free--;
      start.run();
    } else {
      waiting.add(start);
    }
  }

  /** One has started, or failed to. */
  void leave() {
    Runnable next = waiting.poll();
    if (next == null) {
      free++;
    } else {
      next.run();
    }
  }
}
