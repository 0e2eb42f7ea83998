package org.jexpy.bindings.xenstore.core.client;

import org.jspecify.annotations.Nullable;

/**
 * There is no connection any more: the server has ended it, what came could not be understood, or
 * this side has closed it. Whether a request under way was executed is not known.
 */
public final class ConnectionLostException extends XenStoreException {
  private static final long serialVersionUID = 1;

  ConnectionLostException(String message, @Nullable Exception cause) {
    super(message);
    if (cause != null) {
      initCause(cause);
    }
  }
}
