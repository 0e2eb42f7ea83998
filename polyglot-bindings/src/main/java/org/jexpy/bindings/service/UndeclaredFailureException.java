package org.jexpy.bindings.service;

/** A service failed with an exception that it does not declare: a defect of the service. */
public final class UndeclaredFailureException extends RemoteCallException {
  /**
   * A failure inside a service.
   *
   * @param message which call, and the class and message of the exception
   */
  public UndeclaredFailureException(String message) {
    super(message);
  }
}
