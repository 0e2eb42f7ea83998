package org.jexpy.bindings.exos.core;

import org.jexpy.bindings.service.ServiceException;

/** A trace buffer, or a file for one, that cannot be. */
public final class InvalidTraceBufferException extends ServiceException {
  private static final long serialVersionUID = 1;

  /**
   * An invalid buffer.
   *
   * @param message the value, and what is allowed
   */
  public InvalidTraceBufferException(String message) {
    super(message);
  }
}
