package org.jexpy.sandbox.python;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jexpy.sandbox.thread.LastWords;
import org.jexpy.sandbox.thread.SignalHandlers;
import org.jspecify.annotations.Nullable;

/**
 * Stands between Ctrl-C and Python's own handling of it. The first one is Python's: it raises
 * KeyboardInterrupt in the script. If the script has not got it when the second comes, because it
 * is inside one long operation of the runtime, the second ends the program. If it has, but goes on,
 * a second one soon after the first is somebody who wants it to end: it raises KeyboardInterrupt
 * again, and the program ends if the script has not done so within {@link #GRACE}. A script that
 * installs a SIGINT handler of its own takes the guard's place.
 */
final class InterruptGuard implements AutoCloseable {
  /** The status of a program that SIGINT ended, as shells count. */
  private static final int INTERRUPTED = 130;

  /** How soon after another a Ctrl-C means "end, at last". */
  private static final Duration SOON = Duration.ofSeconds(1);

  /** How long a script may take to end then. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final boolean active;
  private final boolean conversation;
  private final AtomicBoolean pending = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private long lastNanos = System.nanoTime() - SOON.toNanos();
  private @Nullable Place place;

  /** Where the guard stands, once it does. */
  private static final class Place {
    final SignalHandlers handlers = SignalHandlers.of("INT");
    final Object own;
    @Nullable Object python;

    Place(Runnable action) {
      own = handlers.handler(action);
    }
  }

  private InterruptGuard(boolean active, boolean conversation) {
    this.active = active;
    this.conversation = conversation;
  }

  /**
   * Make a guard; {@link #install} puts it in place.
   *
   * @param active whether there is anything to guard: whether the context has signal handlers
   * @param conversation whether somebody talks to the script: who interrupts an input twice does
   *     not want to leave
   * @return the guard
   */
  static InterruptGuard of(boolean active, boolean conversation) {
    return new InterruptGuard(active, conversation);
  }

  boolean active() {
    return active;
  }

  /** Stand before the handler that is installed now. */
  synchronized void install() {
    if (!active) {
      return;
    }
    if (place == null) {
      place = new Place(this::handle);
    }
    Object before = place.handlers.install(place.own);
    if (!before.equals(place.own)) {
      place.python = before;
    }
  }

  /** Whether the guard is in place, and not a handler of the script. */
  synchronized boolean installed() {
    if (place == null) {
      return false;
    }
    Object now = place.handlers.install(place.own);
    if (!now.equals(place.own)) {
      place.handlers.install(now);
    }
    return now.equals(place.own);
  }

  /** The script has got its KeyboardInterrupt. */
  void delivered() {
    pending.set(false);
  }

  private void handle() {
    Place here;
    Object python;
    boolean soon;
    synchronized (this) {
      here = place;
      python = here == null ? null : here.python;
      long now = System.nanoTime();
      soon = now - lastNanos < SOON.toNanos();
      lastNanos = now;
    }
    if (here == null || python == null || pending.getAndSet(true)) {
      LastWords.exit(
          "ended by the second Ctrl-C: the script was inside one long operation that the first could not interrupt",
          INTERRUPTED);
      return;
    }
    here.handlers.call(python);
    if (soon && !conversation && goesOn()) {
      LastWords.exit("ended by the second Ctrl-C: the script went on after both", INTERRUPTED);
    }
  }

  /** Called on a thread that the JVM makes for each signal, which may wait. */
  private boolean goesOn() {
    try {
      return !closed.await(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public synchronized void close() {
    closed.countDown();
    if (place != null && place.python != null && installed()) {
      place.handlers.install(place.python);
    }
  }
}
