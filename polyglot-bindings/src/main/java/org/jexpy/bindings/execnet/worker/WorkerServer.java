package org.jexpy.bindings.execnet.worker;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jexpy.bindings.execnet.transport.SocketTransport;
import org.jexpy.bindings.execnet.transport.Surroundings;

/**
 * Has a worker for each connection (§6.4), any number at a time. Whoever can connect has code
 * executed: so it listens where nobody else can, unless it is told to.
 */
public final class WorkerServer implements Closeable {
  /** How long a connection may take to say what it wants. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ServerSocket socket;
  private final Surroundings surroundings;
  private final Workers workers;
  private final Set<SocketTransport> connections = ConcurrentHashMap.newKeySet();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean closed;

  /** Runs the worker of a connection. */
  @FunctionalInterface
  public interface Workers {
    /**
     * Run a worker, in this thread, until it has ended.
     *
     * @param line what the controller wants
     * @param transport the way to it; {@link WorkerDoor#ready} comes first
     * @throws IOException if the controller is gone
     */
    void serve(BootstrapLine line, SocketTransport transport) throws IOException;
  }

  private WorkerServer(ServerSocket socket, Surroundings surroundings, Workers workers) {
    this.socket = socket;
    this.surroundings = surroundings;
    this.workers = workers;
  }

  /**
   * Begin to listen.
   *
   * @param host name or address
   * @param port port; 0 for any
   * @param surroundings what it needs of the machine
   * @param workers runs workers
   * @throws IOException if it cannot listen there
   */
  public static WorkerServer start(
      String host, int port, Surroundings surroundings, Workers workers) throws IOException {
    WorkerServer server = new WorkerServer(surroundings.listen(host, port), surroundings, workers);
    surroundings.thread("execnet-server", server::accept).start();
    return server;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  private void accept() {
    try {
      while (!closed) {
        Socket connection = socket.accept();
        surroundings.thread("execnet-connection", () -> serve(connection)).start();
      }
    } catch (IOException e) {
      if (!closed) {
        surroundings.warn("the execnet server accepts no more: " + e.getMessage());
      }
    } finally {
      ended.countDown();
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
      SocketTransport transport = SocketTransport.of(connection, null);
      connections.add(transport);
      try {
        if (closed) {
          return;
        }
        BootstrapLine line = WorkerDoor.read(transport);
        connection.setSoTimeout(0);
        if (line.quit()) {
          close();
        } else {
          workers.serve(line, transport);
        }
      } finally {
        connections.remove(transport);
      }
    } catch (SocketTimeoutException e) {
      refused(connection, "it said nothing for %d s".formatted(PATIENCE.toSeconds()));
    } catch (IOException e) {
      refused(connection, e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private void refused(Socket connection, String why) {
    if (!closed) {
      surroundings.warn(
          "the connection of %s is no controller of execnet: %s"
              .formatted(connection.getRemoteSocketAddress(), why));
    }
  }

  /** Wait until it listens no more. */
  public void join() throws InterruptedException {
    ended.await();
  }

  /** Listen no more, and cut all connections: their workers end. */
  @Override
  public void close() throws IOException {
    closed = true;
    socket.close();
    connections.forEach(SocketTransport::kill);
  }
}
