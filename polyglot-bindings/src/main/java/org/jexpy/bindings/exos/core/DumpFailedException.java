package org.jexpy.bindings.exos.core;

import org.jexpy.bindings.service.ServiceException;

/** The file of a dump could not be written. */
public final class DumpFailedException extends ServiceException {
  private static final long serialVersionUID = 1;

  /**
   * A failed dump.
   *
   * @param message the file, and the reason
   */
  public DumpFailedException(String message) {
    super(message);
  }
}
