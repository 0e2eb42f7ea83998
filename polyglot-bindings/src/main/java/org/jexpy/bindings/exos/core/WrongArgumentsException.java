package org.jexpy.bindings.exos.core;

import org.jexpy.bindings.service.ServiceException;

/** A condition was logged with a wrong number of values. */
public final class WrongArgumentsException extends ServiceException {
  private static final long serialVersionUID = 1;

  /**
   * Wrong values.
   *
   * @param message how many are wanted, and which
   */
  public WrongArgumentsException(String message) {
    super(message);
  }
}
