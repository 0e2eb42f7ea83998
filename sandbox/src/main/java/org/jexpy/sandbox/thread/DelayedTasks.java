package org.jexpy.sandbox.thread;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The delayed tasks of a {@link Runner} in the order of their time. */
final class DelayedTasks {
  private static final Comparator<Delayed> BY_TIME =
      (a, b) -> {
        // Differences, because System.nanoTime may overflow.
        int byTime = Long.signum(a.nanoTime - b.nanoTime);
        return byTime != 0 ? byTime : Long.compare(a.order, b.order);
      };

  private final TreeSet<Delayed> tasks = new TreeSet<>(BY_TIME);
  private long sequence;

  synchronized Delayed add(Runnable task, long nanoTime) {
    Delayed entry = new Delayed(this, task, nanoTime, sequence++);
    tasks.add(entry);
    return entry;
  }

  synchronized boolean remove(Delayed entry) {
    return tasks.remove(entry);
  }

  synchronized @Nullable Delayed pollDue(long now) {
    return !tasks.isEmpty() && tasks.first().nanoTime - now <= 0 ? tasks.pollFirst() : null;
  }

  /** How long until the next is due; practically for ever if there is none. */
  synchronized long nanosToNext(long now) {
    return tasks.isEmpty() ? Long.MAX_VALUE : Math.max(0, tasks.first().nanoTime - now);
  }
}
