package org.jexpy.sandbox.js;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.graalvm.polyglot.Value;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.GuestVisible;
import org.jexpy.sandbox.thread.SignalHandlers;

/**
 * Signals for {@code process.on('SIGINT')}. Without a listener the JVM ends as it always does. A
 * second signal while the script has not yet taken the first ends the program too: the script may
 * be inside an endless loop.
 */
public final class HostSignals {
  private static final int SIGNALLED = 128;

  private final GuestServices services;
  private final boolean allowed;
  private final Set<String> watched = new HashSet<>();

  HostSignals(GuestServices services, boolean allowed) {
    this.services = services;
    this.allowed = allowed;
  }

  /**
   * Has a callback run when a signal comes.
   *
   * @param name without {@code SIG}
   * @param number the signal's number, for the exit status
   * @return whether this process can have signal handlers
   */
  @GuestVisible
  public boolean watch(String name, int number, Value callback) {
    if (!allowed || !watched.add(name)) {
      return allowed;
    }
    AtomicBoolean pending = new AtomicBoolean();
    SignalHandlers handlers = SignalHandlers.of(name);
    handlers.install(
        handlers.handler(
            () -> {
              if (pending.getAndSet(true)) {
                Runtime.getRuntime().halt(SIGNALLED + number);
              }
              try {
                services
                    .runner()
                    .execute(
                        () -> {
                          pending.set(false);
                          callback.executeVoid();
                        });
              } catch (RejectedExecutionException e) {
                Runtime.getRuntime().halt(SIGNALLED + number);
              }
            }));
    return true;
  }
}
