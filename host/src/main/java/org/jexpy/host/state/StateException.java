package org.jexpy.host.state;

import org.jspecify.annotations.Nullable;

/** What is kept on disk cannot be used; the message is for the operator. */
public class StateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StateException(String message) {
    super(message);
  }

  StateException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
