package org.jexpy.bindings.execnet.worker;

import java.io.IOException;
import org.jexpy.bindings.execnet.transport.StreamTransport;

/** Where controllers come in that start their worker by one line. */
public final class WorkerDoor {
  private static final byte[] READY = {'1'};

  private WorkerDoor() {}

  /**
   * Read what the controller wants; waits for it.
   *
   * @param transport the way to it, on which nothing has happened
   * @return what it wants
   * @throws BootstrapException if it is no controller
   * @throws IOException if it is gone
   */
  public static BootstrapLine read(StreamTransport transport) throws IOException {
    return BootstrapLine.read(transport.in());
  }

  /**
   * Say that the worker is there: from now on frames are spoken.
   *
   * @param transport the way to the controller
   * @throws IOException if it is gone
   */
  public static void ready(StreamTransport transport) throws IOException {
    transport.write(READY);
  }
}
