package org.jexpy.bindings.execnet.transport;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that gateways need of the machine. A guest's asks its permissions and owns what it starts.
 */
public interface Surroundings {
  /** Those of a program that may do everything. */
  Surroundings DIRECT = new DirectSurroundings();

  /**
   * Start a program, with pipes as standard input and output; standard error is that of whoever
   * owns the gateway.
   *
   * @param command its words
   * @param environment variables beside those of whoever owns the gateway
   * @return the process
   * @throws java.nio.file.NoSuchFileException if there is no such program
   * @throws IOException if it cannot be started
   */
  Process start(List<String> command, Map<String, String> environment) throws IOException;

  /** The words that start an interpreter where a specification names none. */
  List<String> interpreter();

  /**
   * Connect.
   *
   * @param host name or address
   * @param port port
   * @return a connected socket
   * @throws java.net.UnknownHostException if there is no such host
   * @throws IOException if there is no connection
   */
  Socket connect(String host, int port) throws IOException;

  /**
   * Listen.
   *
   * @param host name or address
   * @param port port; 0 for any
   * @throws IOException if that is not possible
   */
  ServerSocket listen(String host, int port) throws IOException;

  /**
   * A thread, not started.
   *
   * @param name its name
   * @param body what it does
   */
  Thread thread(String name, Runnable body);

  /**
   * Tell whoever owns the gateway of something that nobody else will hear of.
   *
   * @param line one sentence
   */
  void warn(String line);

  /** Runs workers within this program; null if there are none. */
  @Nullable LocalWorkers contexts();
}
