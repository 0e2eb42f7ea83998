package org.jexpy.host.supervision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jexpy.sandbox.thread.Watchdog;

/** A clock with a timer on it, both of which stand until somebody turns them. */
final class FakeTimer {
  private final List<Entry> entries = new ArrayList<>();
  private long nanos;

  private record Entry(long due, Runnable action) {}

  long nanoTime() {
    return nanos;
  }

  Watchdog.Registration after(Duration limit, Runnable action) {
    Entry entry = new Entry(nanos + limit.toNanos(), action);
    entries.add(entry);
    return () -> entries.remove(entry);
  }

  /** How much is registered. */
  int registered() {
    return entries.size();
  }

  /** Go to where the next thing is to be done, and do it; its failures are thrown. */
  void next() {
    Entry next = entries.stream().min(Comparator.comparingLong(Entry::due)).orElseThrow();
    entries.remove(next);
    nanos = next.due();
    next.action().run();
  }
}
