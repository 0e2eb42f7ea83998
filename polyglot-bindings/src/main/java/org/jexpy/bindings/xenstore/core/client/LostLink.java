package org.jexpy.bindings.xenstore.core.client;

import org.jspecify.annotations.Nullable;

/**
 * Why a connection is no more.
 *
 * @param reason what has happened
 * @param cause its exception, if it was one
 */
record LostLink(String reason, @Nullable Exception cause) {
  /** For a call that was under way; each thread throws one of its own. */
  ConnectionLostException exception() {
    return new ConnectionLostException(reason, cause);
  }

  /** For a call that came later. */
  ConnectionLostException notConnected() {
    return new ConnectionLostException("not connected: " + reason, cause);
  }
}
