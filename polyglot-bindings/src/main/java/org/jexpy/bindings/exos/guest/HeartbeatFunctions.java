package org.jexpy.bindings.exos.guest;

import org.jexpy.bindings.exos.core.Heartbeat;
import org.jexpy.bindings.exos.core.HeartbeatPeriod;
import org.jexpy.bindings.guest.GuestFailures;
import org.jexpy.bindings.service.CallContext;
import org.jexpy.sandbox.GuestVisible;

/** The heartbeats of threads. */
public final class HeartbeatFunctions {
  private final Heartbeat heartbeat;
  private final GuestFailures failures;

  HeartbeatFunctions(Heartbeat heartbeat, GuestFailures failures) {
    this.heartbeat = heartbeat;
    this.failures = failures;
  }

  /** Has a thread watched, and gives the number of the watch. */
  @GuestVisible
  public long register(String thread, double seconds) {
    return failures.call(
        () -> heartbeat.register(CallContext.root(), thread, HeartbeatPeriod.ofSeconds(seconds)));
  }

  /** The thread is alive. */
  @GuestVisible
  public void keepalive(long id) {
    failures.run(() -> heartbeat.keepalive(CallContext.root(), id));
  }

  /** Ends a watch. */
  @GuestVisible
  public void deregister(long id) {
    failures.run(() -> heartbeat.deregister(CallContext.root(), id));
  }
}
