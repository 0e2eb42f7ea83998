package org.jexpy.bindings.xenstore.core.client;

import java.time.Duration;
import org.jexpy.bindings.xenstore.core.wire.Packet;

/** No reply came in time. The request may still be executed; its reply will be dropped. */
public final class CallTimedOutException extends XenStoreException {
  private static final long serialVersionUID = 1;

  CallTimedOutException(Packet request, Duration timeout) {
    super("no reply within %s to %s".formatted(timeout, request));
  }
}
