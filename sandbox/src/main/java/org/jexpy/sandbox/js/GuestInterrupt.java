package org.jexpy.sandbox.js;

import com.oracle.truffle.api.ThreadLocalAction;
import java.util.concurrent.Future;
import org.jexpy.sandbox.thread.LastWords;
import org.jexpy.sandbox.thread.Runner;
import org.jexpy.sandbox.thread.SignalHandlers;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C in a conversation: tears the Runner out of the guest code that it is in, and out of
 * nothing else. What is thrown is no guest exception, so neither {@code catch} nor {@code finally}
 * of the guest sees it. If the first one has not arrived when the second comes, because the guest
 * is inside one long operation of the runtime, the second ends the program.
 */
final class GuestInterrupt implements AutoCloseable {
  /** The status of a program that SIGINT ended, as shells count. */
  private static final int INTERRUPTED = 130;

  /** What ends the guest code. */
  private static final class Torn extends Error {
    private static final long serialVersionUID = 1;

    Torn() {
      super("interrupted by Ctrl-C", null, false, false);
    }
  }

  private final GuestRealm realm;
  private final Runner runner;
  private final Runnable whenIdle;
  private @Nullable SignalHandlers handlers;
  private @Nullable Object before;
  private @Nullable Attempt open;
  private boolean torn;

  /**
   * An interrupter that waits for no signal yet.
   *
   * @param whenIdle runs on the Runner if it was in no guest code when the signal came
   */
  GuestInterrupt(GuestRealm realm, Runner runner, Runnable whenIdle) {
    this.realm = realm;
    this.runner = runner;
    this.whenIdle = whenIdle;
  }

  /** Takes SIGINT until this is closed. */
  synchronized void listen() {
    handlers = SignalHandlers.of("INT");
    before = handlers.install(handlers.handler(() -> interrupt(true)));
  }

  /**
   * Interrupts what the guest does now.
   *
   * @param tell whether to call back if it does nothing
   */
  void interrupt(boolean tell) {
    Attempt attempt = new Attempt(tell);
    if (!begin(attempt)) {
      // Not under the lock: what the script holds is closed on other threads.
      LastWords.exit(
          "ended by the second Ctrl-C: the code was inside one long operation that the first could not interrupt",
          INTERRUPTED);
      return;
    }
    Future<Void> arrival = realm.submit(runner.thread(), attempt);
    // The Runner takes this when it is in no guest code (any more): then there is nothing to end.
    runner.execute(
        () -> {
          arrival.cancel(false);
          attempt.withdraw();
        });
  }

  /** Whether guest code was torn out of its work since this was asked last. */
  synchronized boolean taken() {
    boolean was = torn;
    torn = false;
    return was;
  }

  private synchronized boolean begin(Attempt attempt) {
    if (open != null) {
      return false;
    }
    open = attempt;
    return true;
  }

  private synchronized boolean finish(Attempt attempt, boolean byThrowing) {
    if (open != attempt) {
      return false;
    }
    open = null;
    torn |= byThrowing;
    return true;
  }

  /** One Ctrl-C: takes effect in guest code, or is withdrawn. */
  private final class Attempt extends ThreadLocalAction {
    private final boolean tell;

    Attempt(boolean tell) {
      super(true, false);
      this.tell = tell;
    }

    @Override
    protected void perform(Access access) {
      if (finish(this, true)) {
        throw new Torn();
      }
    }

    void withdraw() {
      if (finish(this, false) && tell) {
        whenIdle.run();
      }
    }
  }

  @Override
  public synchronized void close() {
    if (handlers != null && before != null) {
      handlers.install(before);
      handlers = null;
    }
  }
}
