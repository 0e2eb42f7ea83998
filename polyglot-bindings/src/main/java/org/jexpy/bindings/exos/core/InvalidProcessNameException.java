package org.jexpy.bindings.exos.core;

import org.jexpy.bindings.service.ServiceException;

/** A name that no process may have. */
public final class InvalidProcessNameException extends ServiceException {
  private static final long serialVersionUID = 1;

  /**
   * An invalid name.
   *
   * @param message the name, and the rule
   */
  public InvalidProcessNameException(String message) {
    super(message);
  }
}
