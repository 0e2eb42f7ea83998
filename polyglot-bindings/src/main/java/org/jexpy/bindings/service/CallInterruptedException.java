package org.jexpy.bindings.service;

/** The calling thread was interrupted while it waited. Its interrupt status is set again. */
public final class CallInterruptedException extends RemoteCallException {
  /**
   * An interrupted wait.
   *
   * @param message which call
   * @param cause the interruption
   */
  public CallInterruptedException(String message, InterruptedException cause) {
    super(message, cause);
  }
}
