package org.jexpy.bindings.xenstore.core.wire;

import java.io.IOException;

/** What has arrived is no packet, and nothing that follows can be understood: hang up. */
public final class MalformedPacketException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * An exception.
   *
   * @param message what was wrong
   */
  public MalformedPacketException(String message) {
    super(message);
  }
}
