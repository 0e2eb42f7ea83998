package org.jexpy.bindings.exos.core;

import org.jexpy.bindings.service.ServiceException;

/** The process may not write the file of a dump. */
public final class DumpRefusedException extends ServiceException {
  private static final long serialVersionUID = 1;

  /**
   * A refused dump.
   *
   * @param message the file, and the permission that is missing
   */
  public DumpRefusedException(String message) {
    super(message);
  }
}
