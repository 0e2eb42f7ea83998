package org.jexpy.bindings.xenstore.core.client;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jexpy.bindings.xenstore.core.wire.FrameReader;
import org.jexpy.bindings.xenstore.core.wire.FrameWriter;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jspecify.annotations.Nullable;

/** A server that does what a test says, one thread a connection. */
final class ScriptedServer implements AutoCloseable {
  /** What happens on a connection. */
  @FunctionalInterface
  interface Script {
    void play(Peer peer) throws IOException;
  }

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final Path path;
  private final ServerSocketChannel server;
  private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();

  ScriptedServer(Path folder, Script script) throws IOException {
    path = folder.resolve("s" + NUMBERS.incrementAndGet());
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    start(() -> acceptAll(script));
  }

  /** A server that answers each request with what it carries. */
  static ScriptedServer echo(Path folder) throws IOException {
    return echo(folder, new CountDownLatch(0));
  }

  /** The same, which reads on, and answers, only when it is told to go. */
  static ScriptedServer echo(Path folder, CountDownLatch go) throws IOException {
    return new ScriptedServer(
        folder,
        peer -> {
          await(go);
          for (Packet request = peer.next(); request != null; request = peer.next()) {
            peer.send(request.reply(request.payload()));
          }
        });
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void start(Runnable body) {
    Thread.ofPlatform().daemon().name("scripted-server").start(body);
  }

  private void acceptAll(Script script) {
    try {
      while (true) {
        SocketChannel channel = server.accept();
        connections.add(channel);
        start(() -> play(script, channel));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private static void play(Script script, SocketChannel channel) {
    try (channel) {
      script.play(new Peer(channel));
    } catch (IOException e) {
      // closed
    }
  }

  XenStoreClient client() throws IOException {
    return XenStoreClient.connect(path);
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (SocketChannel connection : connections) {
      connection.close();
    }
  }

  /** The server's end of a connection. */
  static final class Peer {
    private final SocketChannel channel;
    private final FrameReader frames = new FrameReader();
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);

    Peer(SocketChannel channel) {
      this.channel = channel;
    }

    /** The next request; null at the end. */
    @Nullable Packet next() throws IOException {
      while (true) {
        Packet packet = frames.next();
        if (packet != null) {
          return packet;
        }
        buffer.clear();
        if (channel.read(buffer) < 0) {
          return null;
        }
        frames.feed(buffer.flip());
      }
    }

    void send(Packet packet) throws IOException {
      sendBytes(FrameWriter.encode(packet));
    }

    void sendBytes(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    void listenNoMore() throws IOException {
      channel.shutdownInput();
    }

    void hangUp() throws IOException {
      channel.close();
    }
  }
}
