package org.jexpy.bindings.service;

/** The connection is closed, so a call cannot be made or will get no result. */
public final class TransportClosedException extends RemoteCallException {
  /**
   * A closed connection.
   *
   * @param message what was closed
   */
  public TransportClosedException(String message) {
    super(message);
  }

  /**
   * A broken connection.
   *
   * @param message what was closed
   * @param cause why
   */
  public TransportClosedException(String message, Throwable cause) {
    super(message, cause);
  }
}
