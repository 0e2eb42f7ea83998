package org.jexpy.bindings.exos.core;

import org.jexpy.bindings.service.ServiceException;

/** A component of the log, or one of its conditions, that cannot be. */
public final class InvalidConditionException extends ServiceException {
  private static final long serialVersionUID = 1;

  /**
   * An invalid condition.
   *
   * @param message the name, and what is allowed
   */
  public InvalidConditionException(String message) {
    super(message);
  }
}
