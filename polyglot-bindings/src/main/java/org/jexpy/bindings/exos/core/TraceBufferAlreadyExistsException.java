package org.jexpy.bindings.exos.core;

import org.jexpy.bindings.service.ServiceException;

/** The process has a trace buffer of this name already. */
public final class TraceBufferAlreadyExistsException extends ServiceException {
  private static final long serialVersionUID = 1;

  /**
   * A taken name.
   *
   * @param message the name
   */
  public TraceBufferAlreadyExistsException(String message) {
    super(message);
  }
}
