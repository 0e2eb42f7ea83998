package org.jexpy.bindings.execnet.worker;

import java.io.IOException;

/** What is to start a worker does not. */
public final class BootstrapException extends IOException {
  private static final long serialVersionUID = 1;

  BootstrapException(String message) {
    super(message);
  }
}
