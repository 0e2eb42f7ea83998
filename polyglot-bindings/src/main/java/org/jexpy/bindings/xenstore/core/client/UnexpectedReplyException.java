package org.jexpy.bindings.xenstore.core.client;

import org.jexpy.bindings.xenstore.core.wire.Packet;

/** A reply that does not fit its request. The connection goes on. */
public final class UnexpectedReplyException extends XenStoreException {
  private static final long serialVersionUID = 1;

  UnexpectedReplyException(Packet request, Packet reply) {
    super("a reply that does not fit: %s (to %s)".formatted(reply, request));
  }
}
