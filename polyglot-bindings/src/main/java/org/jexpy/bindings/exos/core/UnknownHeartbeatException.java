package org.jexpy.bindings.exos.core;

import org.jexpy.bindings.service.ServiceException;

/** Nothing is watched under this number. */
public final class UnknownHeartbeatException extends ServiceException {
  private static final long serialVersionUID = 1;

  /**
   * An unknown heartbeat.
   *
   * @param message what is not watched, and what to do
   */
  public UnknownHeartbeatException(String message) {
    super(message);
  }
}
