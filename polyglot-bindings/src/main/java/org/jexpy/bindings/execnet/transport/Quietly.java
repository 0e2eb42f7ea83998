package org.jexpy.bindings.execnet.transport;

import java.io.Closeable;
import java.io.IOException;

/** Closes what is of no use any more, whatever it says. */
final class Quietly {
  private Quietly() {}

  static void close(Closeable resource) {
    try {
      resource.close();
    } catch (IOException e) {
      // It is of no use any more, and the other side may be gone.
    }
  }
}
