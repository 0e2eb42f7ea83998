package org.jexpy.bindings.xenstore.guest;

import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.jexpy.sandbox.GuestVisible;

/** A reply as a packet, where its payload does not say it all. */
public final class PyxsReply {
  /** What kind of an answer this is, for the facade. */
  @GuestVisible public final String kind = "packet";

  /** Its type. */
  @GuestVisible public final long op;

  /** Its request. */
  @GuestVisible public final long request;

  /** Its transaction. */
  @GuestVisible public final long transaction;

  /** Its payload. */
  @GuestVisible public final String payload;

  PyxsReply(Packet packet) {
    op = Integer.toUnsignedLong(packet.type());
    request = Integer.toUnsignedLong(packet.requestId());
    transaction = Integer.toUnsignedLong(packet.transactionId());
    payload = Payload.text(packet.payload(), 0, packet.payload().length);
  }
}
