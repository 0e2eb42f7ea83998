package org.jexpy.bindings.exos.core;

import org.jexpy.bindings.service.ServiceException;

/** A heartbeat that nobody can keep. */
public final class InvalidHeartbeatException extends ServiceException {
  private static final long serialVersionUID = 1;

  /**
   * An invalid heartbeat.
   *
   * @param message the value, and what is allowed
   */
  public InvalidHeartbeatException(String message) {
    super(message);
  }
}
