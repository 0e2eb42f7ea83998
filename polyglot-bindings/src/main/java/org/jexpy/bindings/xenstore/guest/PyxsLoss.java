package org.jexpy.bindings.xenstore.guest;

import org.jexpy.sandbox.GuestVisible;

/** The connection is gone. */
public final class PyxsLoss {
  /** What kind of an answer this is, for the facade. */
  @GuestVisible public final String kind = "lost";

  /** Why. */
  @GuestVisible public final String reason;

  PyxsLoss(String reason) {
    this.reason = reason;
  }
}
