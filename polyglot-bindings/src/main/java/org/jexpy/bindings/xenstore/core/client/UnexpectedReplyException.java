package org.jexpy.bindings.xenstore.core.client;

import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.bindings.xenstore.core.wire.Payload;

/** A reply that does not fit its request. The connection goes on. */
public final class UnexpectedReplyException extends XenStoreException {
  private static final long serialVersionUID = 1;

  /** How much of a payload is shown. */
  private static final int SHOWN = 80;

  UnexpectedReplyException(Packet request, Packet reply) {
    super("a reply that does not fit: %s (to %s)".formatted(reply, request));
  }

  UnexpectedReplyException(Operation operation, byte[] answer, String expected) {
    super(
        "a reply to %s that makes no sense: '%s' (expected %s)"
            .formatted(
                operation, Payload.text(answer, 0, Math.min(answer.length, SHOWN)), expected));
  }
}
