package org.jexpy.bindings.xenstore.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jexpy.bindings.testkit.TerminalBridge;
import org.jexpy.bindings.xenstore.core.server.XenStoreServer;
import org.jexpy.bindings.xenstore.core.wire.FrameWriter;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@SuppressWarnings("NullAway.Init") // by the methods before each test
final class XenBusLinkTest {
  private static final Duration LONG = Duration.ofSeconds(100);

  @TempDir Path folder;

  private XenStoreServer server;
  private TerminalBridge bridge;
  private Path device;

  @BeforeEach
  void start() throws IOException {
    Path socket = folder.resolve("socket");
    device = folder.resolve("bus");
    server = XenStoreServer.builder().socket(socket).start();
    bridge = TerminalBridge.start(socket, device);
  }

  @AfterEach
  void stop() throws IOException {
    bridge.close();
    server.close();
  }

  private XenStoreClient client() throws IOException {
    return XenStoreClient.over(XenBusLink.open(device), LONG);
  }

  @Test
  void requestsOfManyThreadsAreAnsweredWhileOneWaitsForEvents() throws Exception {
    try (XenStoreClient client = client()) {
      EventQueue events = new EventQueue();
      client.watch("/bus", "token", events);
      CompletableFuture<Void> waiter =
          StoreConnectionTest.run(
              () -> {
                for (int i = 0; i < 1 + 8 * 20; i++) {
                  assertThat(events.take(LONG)).isNotNull();
                }
              });
      List<CompletableFuture<Void>> writers = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        String path = "/bus/" + thread;
        writers.add(StoreConnectionTest.run(() -> writeAndRead(client, path)));
      }
      for (CompletableFuture<Void> writer : writers) {
        writer.get(100, TimeUnit.SECONDS);
      }
      waiter.get(100, TimeUnit.SECONDS);
    }
  }

  private static void writeAndRead(XenStoreClient client, String path) {
    for (int i = 0; i < 20; i++) {
      byte[] value = new byte[i * 100];
      client.write(path, value);
      assertThat(client.read(path)).isEqualTo(value);
    }
  }

  @Test
  void closingEndsItsThreadsAndThoseThatWait() throws Exception {
    XenStoreClient client = client();
    client.mkdir("/bus");
    EventQueue events = new EventQueue();
    client.connection().subscribe("token", events);
    CompletableFuture<Void> waiter = StoreConnectionTest.run(() -> events.take(LONG));
    assertThat(threads()).hasSize(2);
    client.close();
    assertThatThrownBy(() -> waiter.get(100, TimeUnit.SECONDS))
        .hasCauseInstanceOf(ConnectionLostException.class);
    await().atMost(LONG).until(() -> threads().isEmpty());
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("jexpy-xenbus"))
        .toList();
  }

  @Test
  void theEndOfTheDeviceFailsWhoWaits() throws Exception {
    try (XenStoreClient client = client()) {
      EventQueue events = new EventQueue();
      client.watch("/", "token", events);
      assertThat(events.take(LONG)).isNotNull();
      CompletableFuture<Void> waiter = StoreConnectionTest.run(() -> events.take(LONG));
      bridge.close();
      assertThatThrownBy(() -> waiter.get(100, TimeUnit.SECONDS))
          .cause()
          .isInstanceOf(ConnectionLostException.class)
          .hasMessageContaining(device.toString());
      assertThat(client.isConnected()).isFalse();
    }
  }

  @Test
  void halfAPacketStaysAndAWakeEndsAWait() throws Exception {
    try (Link link = XenBusLink.open(device)) {
      assertThat(link.await(Link.OUT, 0)).isEqualTo(Link.Ready.READY);
      assertThat(link.write(ByteBuffer.allocate(8))).isEqualTo(8);
      assertThat(link.read(ByteBuffer.allocate(8))).isZero();
      assertThat(link.await(Link.IN, 0)).isEqualTo(Link.Ready.TIMEOUT);
      link.wake();
      assertThat(link.await(Link.IN, -1)).isEqualTo(Link.Ready.READY);
    }
  }

  @Test
  void whatWasTakenIsWrittenBeforeTheClose() throws Exception {
    Packet request = Packet.request(Operation.WRITE, 1, 0, Payload.of("/said", new byte[] {'v'}));
    try (Link link = XenBusLink.open(device)) {
      ByteBuffer bytes = FrameWriter.encode(request);
      assertThat(link.write(bytes)).isEqualTo(request.size());
    }
    try (XenStoreClient client = XenStoreClient.connect(folder.resolve("socket"))) {
      await().atMost(LONG).until(() -> client.exists("/said"));
    }
  }

  @Test
  void aRequestThatCannotBeWrittenLeavesNothingBehindAfterTheClose() throws Exception {
    Link link = XenBusLink.open(device);
    ByteBuffer bytes = ByteBuffer.allocate(Packet.HEADER).order(ByteOrder.nativeOrder());
    bytes.putInt(12, 5000);
    assertThat(link.write(bytes)).isEqualTo(Packet.HEADER);
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> link.read(ByteBuffer.allocate(1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("5000"));
    link.close();
    await().atMost(LONG).until(() -> threads().isEmpty());
  }

  @Test
  void isCalledWhatItsOpenerCallsIt() throws Exception {
    try (Link link = XenBusLink.open(device, "bus")) {
      assertThat(link.name()).isEqualTo("bus");
    }
  }

  @Test
  void aMissingDeviceIsNotMade() {
    Path missing = folder.resolve("none");
    assertThatThrownBy(() -> XenBusLink.open(missing)).isInstanceOf(NoSuchFileException.class);
    assertThat(missing).doesNotExist();
  }
}
