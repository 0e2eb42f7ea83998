package org.jexpy.bindings.service;

/** The deadline of a call passed before its result came. What the service did is not known. */
public final class ServiceTimeoutException extends RemoteCallException {
  /**
   * A passed deadline.
   *
   * @param message which call, and how long it waited
   */
  public ServiceTimeoutException(String message) {
    super(message);
  }
}
