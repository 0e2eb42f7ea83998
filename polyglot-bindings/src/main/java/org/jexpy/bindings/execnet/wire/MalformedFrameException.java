package org.jexpy.bindings.execnet.wire;

import java.io.IOException;

/** What came is no frame: whoever sends it does not speak execnet, or claims too much. */
public final class MalformedFrameException extends IOException {
  private static final long serialVersionUID = 1;

  MalformedFrameException(String message) {
    super(message);
  }
}
