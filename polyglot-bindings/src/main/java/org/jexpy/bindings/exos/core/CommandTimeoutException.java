package org.jexpy.bindings.exos.core;

import org.jexpy.bindings.service.ServiceException;

/** A list of commands was not done in the time that its caller gave it. */
public final class CommandTimeoutException extends ServiceException {
  private static final long serialVersionUID = 1;

  /**
   * A list that took too long.
   *
   * @param message which command was under way, and how long it was waited for
   */
  public CommandTimeoutException(String message) {
    super(message);
  }
}
