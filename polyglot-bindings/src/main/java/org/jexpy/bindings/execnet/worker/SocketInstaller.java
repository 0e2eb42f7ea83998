package org.jexpy.bindings.execnet.worker;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.jexpy.bindings.execnet.channel.RawChannel;
import org.jexpy.bindings.execnet.serial.Dumper;
import org.jexpy.bindings.execnet.serial.Tuple;
import org.jexpy.bindings.execnet.transport.SocketTransport;
import org.jexpy.bindings.execnet.transport.Surroundings;

/** Listens for one controller that has reached this worker by another gateway. */
public final class SocketInstaller {
  /** How long the controller may take to connect. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private SocketInstaller() {}

  /**
   * Do it, until the worker of that controller has ended.
   *
   * @param data the channel of the task
   * @param surroundings listens
   * @param workers runs the worker
   * @throws IOException if it cannot listen there, nobody connects within a minute, or who connects
   *     is no controller
   * @throws IllegalArgumentException if what is asked for is no address
   */
  public static void run(RawChannel data, Surroundings surroundings, WorkerServer.Workers workers)
      throws IOException, InterruptedException {
    if (!(data.receive(null).value() instanceof Tuple place)
        || place.items().size() != 2
        || !(place.items().get(0) instanceof String host)
        || !(place.items().get(1) instanceof Long port)) {
      throw new IllegalArgumentException("what comes first is no pair of a host and a port");
    }
    try (Socket connection = accept(data, host, Math.toIntExact(port), surroundings)) {
      connection.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
      SocketTransport transport = SocketTransport.of(connection, null);
      BootstrapLine line = WorkerDoor.read(transport);
      connection.setSoTimeout(0);
      if (!line.quit()) {
        workers.serve(line, transport);
      }
    }
  }

  private static Socket accept(RawChannel data, String host, int port, Surroundings surroundings)
      throws IOException {
    try (ServerSocket listening = surroundings.listen(host, port)) {
      data.send(
          Dumper.dump(
              Tuple.of(listening.getInetAddress().getHostAddress(), listening.getLocalPort())));
      // The controller may drop the channel before it connects: its end says nothing.
      listening.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
      return listening.accept();
    }
  }
}
