package org.jexpy.bindings.exos.core;

import org.jexpy.bindings.service.ServiceException;

/** No process has this name. */
public final class UnknownProcessException extends ServiceException {
  private static final long serialVersionUID = 1;

  /**
   * An unknown name.
   *
   * @param message the name
   */
  public UnknownProcessException(String message) {
    super(message);
  }
}
