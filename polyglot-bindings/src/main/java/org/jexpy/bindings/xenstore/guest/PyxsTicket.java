package org.jexpy.bindings.xenstore.guest;

import org.jexpy.bindings.xenstore.core.client.PendingCall;
import org.jexpy.sandbox.GuestVisible;

/** A call whose reply is not there yet: the script looks for signals, and goes on waiting. */
public final class PyxsTicket {
  /** What kind of an answer this is, for the facade. */
  @GuestVisible public final String kind = "again";

  private final PendingCall call;
  private final boolean whole;

  PyxsTicket(PendingCall call, boolean whole) {
    this.call = call;
    this.whole = whole;
  }

  PendingCall call() {
    return call;
  }

  /** Whether the reply is wanted as a packet, whatever it says. */
  boolean whole() {
    return whole;
  }
}
