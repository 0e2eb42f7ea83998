package org.jexpy.bindings.execnet.transport;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Carries frames over a connection. */
public final class SocketTransport extends StreamTransport {
  private static final int LOW_DELAY = 0x10;

  private final Socket socket;
  private final @Nullable String address;
  private volatile boolean readable = true;
  private volatile boolean writable = true;

  private SocketTransport(Socket socket, @Nullable String address) throws IOException {
    super(new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
    this.socket = socket;
    this.address = address;
  }

  /**
   * The transport of a connection.
   *
   * @param socket the connection
   * @param address where the other side is; null if nobody asks
   * @throws IOException if it is closed
   */
  public static SocketTransport of(Socket socket, @Nullable String address) throws IOException {
    socket.setTcpNoDelay(true);
    try {
      socket.setTrafficClass(LOW_DELAY);
    } catch (SocketException e) {
      // A wish that not every system grants.
    }
    return new SocketTransport(socket, address);
  }

  @Override
  public void closeWrite() {
    writable = false;
    close(socket::shutdownOutput);
  }

  @Override
  public void closeRead() {
    readable = false;
    close(socket::shutdownInput);
  }

  /** Half of it; when both are, nothing of it stays. */
  private void close(Half half) {
    try {
      half.close();
    } catch (IOException e) {
      // The other side has closed it.
    }
    if (!readable && !writable) {
      Quietly.close(socket);
    }
  }

  @FunctionalInterface
  private interface Half {
    void close() throws IOException;
  }

  @Override
  public OptionalInt await(Duration limit) {
    return OptionalInt.empty();
  }

  @Override
  public boolean hasProcess() {
    return false;
  }

  @Override
  public void kill() {
    Quietly.close(socket);
  }

  @Override
  public Optional<String> remoteAddress() {
    return Optional.ofNullable(address);
  }
}
