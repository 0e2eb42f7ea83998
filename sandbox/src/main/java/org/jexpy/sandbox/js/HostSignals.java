package org.jexpy.sandbox.js;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.graalvm.polyglot.Value;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.GuestVisible;
import org.jexpy.sandbox.resource.Handle;
import org.jexpy.sandbox.resource.ResourceKind;
import org.jexpy.sandbox.thread.LastWords;
import org.jexpy.sandbox.thread.SignalHandlers;

/**
 * Signals for {@code process.on('SIGINT')}. Without a listener the JVM ends as it always does. A
 * second signal while the script has not yet taken the first ends the program: the script may be
 * inside an endless loop.
 */
public final class HostSignals {
  private static final int SIGNALLED = 128;

  private final GuestServices services;
  private final boolean allowed;
  // Used by the Runner only.
  private final Map<String, Handle> watched = new HashMap<>();

  HostSignals(GuestServices services, boolean allowed) {
    this.services = services;
    this.allowed = allowed;
  }

  /**
   * Has a callback run when a signal comes, until {@link #unwatch} or the end of the run.
   *
   * @param name without {@code SIG}
   * @param number the signal's number, for the exit status
   * @param callback run on the Runner
   * @return whether this process can have signal handlers
   */
  @GuestVisible
  public boolean watch(String name, int number, Value callback) {
    if (!allowed || watched.containsKey(name)) {
      return allowed;
    }
    SignalHandlers handlers = SignalHandlers.of(name);
    Taken taken = new Taken(name, number, callback);
    Object before = handlers.install(handlers.handler(taken::come));
    Handle handle =
        services
            .resources()
            .register(
                ResourceKind.SUBSCRIPTION, "signal SIG" + name, () -> handlers.install(before));
    // As in Node, a listener for a signal alone does not keep the script running.
    handle.unref();
    watched.put(name, handle);
    return true;
  }

  /**
   * Gives a signal its usual effect back.
   *
   * @param name without {@code SIG}
   */
  @GuestVisible
  public void unwatch(String name) {
    Handle handle = watched.remove(name);
    if (handle != null) {
      handle.close();
    }
  }

  /** What happens to a signal that has a listener. */
  private final class Taken {
    private final AtomicBoolean pending = new AtomicBoolean();
    private final String name;
    private final int number;
    private final Value callback;

    Taken(String name, int number, Value callback) {
      this.name = name;
      this.number = number;
      this.callback = callback;
    }

    /** Called on a thread of the JVM. */
    void come() {
      if (pending.getAndSet(true)) {
        LastWords.exit(
            "ended by the second SIG%s: the script did not come to its listener for the first"
                .formatted(name),
            SIGNALLED + number);
        return;
      }
      try {
        services.runner().execute(this::deliver);
      } catch (RejectedExecutionException e) {
        // The script is at its end already.
        Runtime.getRuntime().exit(SIGNALLED + number);
      }
    }

    private void deliver() {
      pending.set(false);
      callback.executeVoid();
    }
  }
}
