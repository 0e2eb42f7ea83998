package org.jexpy.host.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jexpy.bindings.xenstore.core.wire.FrameWriter;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.jexpy.host.control.ControlClient;
import org.jexpy.host.loop.HostThreads;
import org.jexpy.host.process.XenStoreSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A container whose XenStore is flooded: it goes on to be commanded. */
@Timeout(180)
final class FloodTest {
  private static final int PACKETS = 1000;

  @TempDir Path folder;
  private final List<SocketChannel> clients = new ArrayList<>();
  private final AtomicLong answered = new AtomicLong();

  @AfterEach
  void leave() throws IOException {
    for (SocketChannel client : clients) {
      client.close();
    }
  }

  private SocketChannel client(Path socket) throws IOException {
    SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    clients.add(client);
    return client;
  }

  /** Requests for ever, as fast as the system takes them; until the channel is closed. */
  private static void flood(SocketChannel client) {
    ByteBuffer requests = ByteBuffer.allocate(PACKETS * 64).order(ByteOrder.nativeOrder());
    for (int i = 0; i < PACKETS; i++) {
      Packet request =
          i % 2 == 0
              ? Packet.request(Operation.WRITE, i, 0, Payload.of("/flood", new byte[8]))
              : Packet.request(Operation.READ, i, 0, Payload.of("/flood"));
      FrameWriter.put(requests, request);
    }
    requests.flip();
    start(
        "flooding",
        () -> {
          while (true) {
            ByteBuffer left = requests.duplicate();
            while (left.hasRemaining()) {
              int _ = client.write(left);
            }
          }
        });
  }

  private void drain(SocketChannel client) {
    start(
        "draining",
        () -> {
          ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
          while (client.read(buffer) >= 0) {
            answered.addAndGet(buffer.position());
            buffer.clear();
          }
        });
  }

  /** What ends by the end of a channel. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  private static void start(String name, Work work) {
    HostThreads.daemon(
            name,
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The channel was closed.
              }
            })
        .start();
  }

  @Test
  void commandsAreAnsweredWhileOneClientNeverWaitsAndAnotherNeverReads() throws Exception {
    Path state = folder.resolve("state");
    try (Container container =
            Container.builder()
                .stateDirectory(state)
                .controlSocket("test")
                .xenStore(XenStoreSpec.memory())
                .start();
        ControlClient commands = ControlClient.connect(state.resolve("control.sock"))) {
      Path socket = container.xenStore().orElseThrow();
      SocketChannel neverWaits = client(socket);
      drain(neverWaits);
      flood(neverWaits);
      flood(client(socket));
      await().atMost(Duration.ofMinutes(1)).until(() -> answered.get() > 100_000);

      for (int i = 0; i < 50; i++) {
        long before = answered.get();
        StringBuilder out = new StringBuilder();
        assertThat(commands.execute("show version", 80, false, false, out::append)).isZero();
        assertThat(out).isNotEmpty();
        // The flood has not ended meanwhile.
        await().atMost(Duration.ofMinutes(1)).until(() -> answered.get() > before);
      }
      StringBuilder tree = new StringBuilder();
      assertThat(commands.execute("show xenstore", 80, false, false, tree::append)).isZero();
      assertThat(tree).contains("Connections  : 2\n", "flood");
    }
  }
}
