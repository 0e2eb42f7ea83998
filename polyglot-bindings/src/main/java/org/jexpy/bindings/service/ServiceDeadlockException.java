package org.jexpy.bindings.service;

/** The container refused a call at once, because it could never have returned. */
public final class ServiceDeadlockException extends RemoteCallException {
  /**
   * A refused call.
   *
   * @param message the call sites that wait for each other
   */
  public ServiceDeadlockException(String message) {
    super(message);
  }
}
