package org.jexpy.bindings.xenstore.core.server;

import org.jexpy.bindings.xenstore.core.wire.Packet;

/** Does what requests ask for. */
@FunctionalInterface
interface PacketHandler {
  /** Do what a request asks for; the answer is in the session's outbox then. */
  void handle(Session session, Packet request);
}
