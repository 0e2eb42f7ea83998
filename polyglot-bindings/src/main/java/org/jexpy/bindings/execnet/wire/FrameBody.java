package org.jexpy.bindings.execnet.wire;

import java.io.IOException;
import java.io.OutputStream;

/** The payload of a frame that is made while it is sent. */
@FunctionalInterface
public interface FrameBody {
  /**
   * Write as many bytes as were announced. What they are made of must not fail: other bytes go in
   * their place then, as the frame has begun.
   *
   * @param out where to
   * @throws IOException if they cannot be written
   */
  void writeTo(OutputStream out) throws IOException;
}
