package org.jexpy.bindings.service;

/** A call failed for a reason that its service does not declare. Each subclass names one reason. */
public abstract sealed class RemoteCallException extends RuntimeException
    permits ServiceTimeoutException,
        TransportClosedException,
        UnknownServiceException,
        UndeclaredFailureException,
        CallInterruptedException,
        ServiceDeadlockException,
        ServiceCodecException {
  RemoteCallException(String message) {
    super(message);
  }

  RemoteCallException(String message, Throwable cause) {
    super(message, cause);
  }
}
