package org.jexpy.bindings.exos.core;

import org.jexpy.bindings.service.ServiceException;

/** The process has no trace buffer of this name. */
public final class UnknownTraceBufferException extends ServiceException {
  private static final long serialVersionUID = 1;

  /**
   * An unknown name.
   *
   * @param message the name
   */
  public UnknownTraceBufferException(String message) {
    super(message);
  }
}
