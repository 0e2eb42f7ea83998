package org.jexpy.bindings.service;

/** The other side does not supply the service, or its version of it lacks the method. */
public final class UnknownServiceException extends RemoteCallException {
  /**
   * An unknown service or method.
   *
   * @param message its name, and the known ones
   */
  public UnknownServiceException(String message) {
    super(message);
  }
}
