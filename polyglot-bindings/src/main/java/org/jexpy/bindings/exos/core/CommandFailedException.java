package org.jexpy.bindings.exos.core;

import org.jexpy.bindings.service.ServiceException;

/** A command failed, and its caller does not ignore errors. */
public final class CommandFailedException extends ServiceException {
  private static final long serialVersionUID = 1;

  /**
   * A failed command.
   *
   * @param message what the failed command said
   */
  public CommandFailedException(String message) {
    super(message);
  }
}
