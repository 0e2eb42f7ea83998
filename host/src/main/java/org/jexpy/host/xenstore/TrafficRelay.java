package org.jexpy.host.xenstore;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jexpy.bindings.disk.OwnerOnlySocket;
import org.jexpy.host.loop.HostThreads;

/**
 * Stands between clients and a server, and has a log of what they say. Bytes go on as they are, and
 * after they were written down: so a recording has causes before effects.
 */
final class TrafficRelay implements Closeable {
  private static final System.Logger LOG = System.getLogger("org.jexpy.xenstore");
  private static final int BUFFER = 1 << 16;

  private final Path server;
  private final TrafficLog log;
  private final Runnable left;
  private final ServerSocketChannel listening;
  private final OwnerOnlySocket socket;
  private final Set<SocketChannel> channels = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private TrafficRelay(
      Path server,
      TrafficLog log,
      Runnable left,
      ServerSocketChannel listening,
      OwnerOnlySocket socket) {
    this.server = server;
    this.log = log;
    this.left = left;
    this.listening = listening;
    this.socket = socket;
  }

  /**
   * Begin.
   *
   * @param listen where clients connect to
   * @param server where the server is
   * @param log what they say
   * @param left run when a client has left
   * @throws IOException if nobody can listen there
   */
  static TrafficRelay start(Path listen, Path server, TrafficLog log, Runnable left)
      throws IOException {
    ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      OwnerOnlySocket socket = OwnerOnlySocket.listen(listen, listening::bind);
      TrafficRelay relay = new TrafficRelay(server, log, left, listening, socket);
      HostThreads.daemon("jexpy-record", relay::accept).start();
      return relay;
    } catch (IOException | RuntimeException e) {
      listening.close();
      throw e;
    }
  }

  private void accept() {
    try {
      for (int number = 1; !closed; number++) {
        connect(number, listening.accept());
      }
    } catch (IOException e) {
      if (!closed) {
        LOG.log(System.Logger.Level.ERROR, "no client can connect any more", e);
      }
    }
  }

  private void connect(int number, SocketChannel client) throws IOException {
    channels.add(client);
    try {
      SocketChannel upstream = SocketChannel.open(UnixDomainSocketAddress.of(server));
      channels.add(upstream);
      AtomicInteger open = new AtomicInteger(2);
      pump(number, true, client, upstream, open);
      pump(number, false, upstream, client, open);
    } catch (IOException e) {
      // As if the server had hung up.
      log.side(number, false).close();
      end(client);
      left.run();
    }
    if (closed) {
      closeChannels();
    }
  }

  /** Carry what one side says to the other, until it says nothing more. */
  private void pump(
      int number, boolean request, SocketChannel from, SocketChannel to, AtomicInteger open) {
    HostThreads.daemon(
            "jexpy-record-%d-%s".formatted(number, request ? "client" : "server"),
            () -> {
              carry(log.side(number, request), from, to);
              if (open.decrementAndGet() == 0) {
                end(from);
                end(to);
                left.run();
              }
            })
        .start();
  }

  private static void carry(TrafficLog.Side side, SocketChannel from, SocketChannel to) {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try {
      while (from.read(buffer) >= 0) {
        side.take(buffer.flip());
        while (buffer.hasRemaining()) {
          int _ = to.write(buffer);
        }
        buffer.clear();
      }
    } catch (IOException e) {
      // It is gone, or the other one: that is the end of what it says.
    }
    side.close();
    try {
      to.shutdownOutput();
      from.shutdownInput();
    } catch (IOException e) {
      // Gone, too.
    }
  }

  private void end(SocketChannel channel) {
    channels.remove(channel);
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing more is wanted of it.
    }
  }

  private void closeChannels() {
    channels.forEach(this::end);
  }

  /** Take no more clients, and end those there are. */
  @Override
  public void close() throws IOException {
    closed = true;
    try (listening) {
      socket.remove();
    }
    closeChannels();
  }
}
