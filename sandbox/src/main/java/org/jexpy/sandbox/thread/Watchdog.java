package org.jexpy.sandbox.thread;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One daemon thread that looks after deadlines, heartbeats and loops. It reports to a listener and
 * runs what was registered for the case; what to do about it is decided there. It never waits for
 * guest code, so whatever it runs must not block: closing a context is the {@link Reaper}'s.
 */
public final class Watchdog implements AutoCloseable {
  private static final Comparator<Watch> BY_TIME =
      (a, b) -> Long.signum(a.dueNanos - b.dueNanos); // nanoTime may overflow

  /** Nothing that runs here blocks; a listener that does all the same is not waited for. */
  private static final Duration END_PATIENCE = Duration.ofSeconds(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PriorityQueue<Watch> watches = new PriorityQueue<>(BY_TIME);
  private final Consumer<WatchdogRecord> listener;
  private final Thread thread;
  private boolean closed;

  private Watchdog(String name, Consumer<WatchdogRecord> listener) {
    this.listener = listener;
    this.thread = SandboxThreads.service(name, this::live);
  }

  /**
   * Start a watchdog.
   *
   * @param name the name of its thread
   * @param listener told about everything it notices, on its thread; must not block
   * @return the watchdog
   */
  public static Watchdog start(String name, Consumer<WatchdogRecord> listener) {
    Watchdog watchdog = new Watchdog(name, listener);
    watchdog.thread.start();
    return watchdog;
  }

  /** Something that is watched until it is closed. Closing twice does nothing. */
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /** A heartbeat that is expected again and again. */
  public interface Heartbeat extends Registration {
    /** Still alive. */
    void beat();
  }

  /** A loop of which each turn has to be short. */
  public interface LoopWatch extends Registration {
    /** A turn begins. */
    void turnBegins();

    /** The turn has ended; nothing runs until the next. */
    void turnEnds();
  }

  /**
   * Have something done once, after a time.
   *
   * @param limit how long from now
   * @param action what to do, on the watchdog's thread; must not block
   * @return closing it in time keeps it from being done
   */
  public Registration after(Duration limit, Runnable action) {
    return add(new Watch(this, limit.toNanos(), action));
  }

  /**
   * Report once a limit of time has passed.
   *
   * @param owner whose limit it is
   * @param what the limit's name, such as {@code wall time}
   * @param limit how long from now
   * @param watched the thread whose stack goes into the record
   * @param action what to do besides; must not block
   * @return closing it in time keeps it from being reported
   */
  public Registration deadline(
      String owner, String what, Duration limit, Thread watched, Runnable action) {
    return after(
        limit,
        () -> {
          String text = "%s limit of %s has passed".formatted(what, text(limit));
          report(WatchdogRecord.of(WatchdogRecord.Kind.DEADLINE, owner, text, watched));
          action.run();
        });
  }

  /**
   * Expect a heartbeat. Each miss is reported once; a later beat makes it good.
   *
   * @param owner the process
   * @param what what has to beat, such as the name of a thread
   * @param interval how often at least
   * @param beating the thread whose stack goes into the record
   * @return to beat, and to be closed
   */
  public Heartbeat heartbeat(String owner, String what, Duration interval, Thread beating) {
    return add(new PulseWatch(this, owner, what, interval, beating));
  }

  /**
   * Watch the turns of a loop. A turn that takes too long is reported once, while it lasts.
   *
   * @param owner what the loop belongs to
   * @param loop its thread, whose stack goes into the record
   * @param limit how long a turn may take; noticed after one and a half times as long at most
   * @return to tell the turns, and to be closed
   */
  public LoopWatch loop(String owner, Thread loop, Duration limit) {
    return add(new TurnWatch(this, owner, limit, loop));
  }

  /** Report something that was noticed elsewhere, on the calling thread. */
  public void report(WatchdogRecord noticed) {
    listener.accept(noticed);
  }

  /** Ends the thread; nothing is reported or done any more. Waits for what is being done. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      watches.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (!Thread.currentThread().equals(thread)) {
      try {
        boolean _ = thread.join(END_PATIENCE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private <W extends Watch> W add(W watch) {
    lock.lock();
    try {
      if (!watch.closed) {
        watches.add(watch);
      }
      changed.signalAll();
      return watch;
    } finally {
      lock.unlock();
    }
  }

  void remove(Watch watch) {
    lock.lock();
    try {
      watches.remove(watch);
    } finally {
      lock.unlock();
    }
  }

  private void live() {
    for (Watch due = awaitNext(); due != null; due = awaitNext()) {
      try {
        long again = due.closed ? 0 : due.look(System.nanoTime());
        if (again > 0 && !due.closed) {
          due.dueNanos = System.nanoTime() + again;
          add(due);
        }
      } catch (Throwable e) {
        // A broken listener, or no thread to be had, must not end the watch over everybody else.
        System.getLogger("org.jexpy.watchdog")
            .log(System.Logger.Level.ERROR, "a watchdog action failed", e);
      }
    }
  }

  private @Nullable Watch awaitNext() {
    lock.lock();
    try {
      while (!closed) {
        Watch next = watches.peek();
        if (next == null) {
          changed.awaitUninterruptibly();
          continue;
        }
        long left = next.dueNanos - System.nanoTime();
        if (left <= 0) {
          return watches.poll();
        }
        await(left);
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // the caller is the loop
  private void await(long nanos) {
    try {
      long _ = changed.awaitNanos(nanos);
    } catch (InterruptedException e) {
      // Nobody has a reason to interrupt this thread; it ends by close.
    }
  }

  static String text(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }
}
