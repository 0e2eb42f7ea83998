package org.jexpy.bindings.xenstore.core.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jexpy.bindings.xenstore.core.wire.Operation.*;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jexpy.bindings.disk.OwnerOnlySocket;
import org.jexpy.bindings.xenstore.core.wire.FrameReader;
import org.jexpy.bindings.xenstore.core.wire.FrameWriter;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class XenStoreServerTest {
  @TempDir Path folder;
  private Path socket;
  private XenStoreServer server;
  private final List<RawConnection> open = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    socket = folder.resolve("socket");
    server =
        XenStoreServer.builder()
            .socket(socket)
            .hypervisor(Hypervisor.declared(Set.of(5)))
            .domainSocket(5, folder.resolve("five"))
            .start();
  }

  @AfterEach
  void stop() throws IOException {
    for (RawConnection connection : open) {
      connection.close();
    }
    server.close();
  }

  private RawConnection connect() throws IOException {
    return connect(socket);
  }

  private RawConnection connect(Path path) throws IOException {
    RawConnection connection = RawConnection.to(path);
    open.add(connection);
    return connection;
  }

  private static String ask(RawConnection connection, Operation operation, String... words)
      throws IOException {
    Packet reply = connection.ask(operation, Payload.of(words));
    return String.join(" ", Payload.strings(reply.payload()));
  }

  @Test
  void theSocketIsForItsOwnerOnlyAndGoesWithTheServer() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
    server.close();
    server.close();
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aLiveSocketIsRefusedAndADeadOneReplaced() throws Exception {
    assertThatThrownBy(() -> XenStoreServer.builder().socket(socket).start())
        .isInstanceOf(IOException.class)
        .hasMessage(
            "somebody listens on '%s' already; end it, or name another path".formatted(socket));
    assertThat(ask(connect(), READ, "/")).isEmpty();

    Path dead = folder.resolve("dead");
    try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(dead));
    }
    try (XenStoreServer other = XenStoreServer.builder().socket(dead).start()) {
      assertThat(other).isNotNull();
      assertThat(ask(connect(dead), DIRECTORY, "/")).isEqualTo("tool");
    }
  }

  @Test
  void whatIsNoSocketIsLeftAlone() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "precious");

    assertThatThrownBy(() -> XenStoreServer.builder().socket(file).start())
        .isInstanceOf(IOException.class)
        .hasMessage("'%s' is there and no socket; name another path, or remove it".formatted(file));
    assertThat(file).hasContent("precious");
  }

  @Test
  void thePathMayBeAsLongAsClientsCanConnectTo() throws Exception {
    int room = OwnerOnlySocket.MAX_PATH - folder.toString().length() - 1;
    Path longest = folder.resolve("s".repeat(room));
    try (XenStoreServer other = XenStoreServer.builder().socket(longest).start()) {
      assertThat(other).isNotNull();
      assertThat(ask(connect(longest), DIRECTORY, "/")).isEqualTo("tool");
    }

    Path path = folder.resolve("s".repeat(room + 1));
    assertThatThrownBy(() -> XenStoreServer.builder().socket(path).start())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot listen on '%s': with its folder that takes".formatted(path))
        .hasMessageEndingWith("name a shorter path");
    assertThat(path).doesNotExist();
  }

  @Test
  void ofManyServersThatWantTheSamePathAtOnceOneGetsIt() throws Exception {
    Path wanted = folder.resolve("wanted");
    try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(wanted));
    }
    List<XenStoreServer> started = new CopyOnWriteArrayList<>();
    List<Throwable> refused = new CopyOnWriteArrayList<>();
    List<Thread> starting = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      starting.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      started.add(XenStoreServer.builder().socket(wanted).start());
                    } catch (Throwable e) {
                      refused.add(e);
                    }
                  }));
    }
    for (Thread one : starting) {
      one.join();
    }
    assertThat(refused)
        .hasSize(7)
        .allSatisfy(
            e ->
                assertThat(e)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("somebody listens on"));
    assertThat(started).hasSize(1);
    assertThat(ask(connect(wanted), DIRECTORY, "/")).isEqualTo("tool");
    started.getFirst().close();
    assertThat(wanted).doesNotExist();
  }

  @Test
  void requestsMayComeInAnyPiecesAndAreAnsweredInOrder() throws Exception {
    RawConnection connection = connect();
    List<Packet> requests = new ArrayList<>();
    ByteBuffer all = ByteBuffer.allocate(1 << 16).order(ByteOrder.nativeOrder());
    for (int i = 1; i <= 500; i++) {
      requests.add(Packet.request(i % 3 == 0 ? DIRECTORY : READ, i, 0, Payload.of("/tool")));
      FrameWriter.put(all, requests.getLast());
    }
    all.flip();
    for (Random random = new Random(1); all.hasRemaining(); ) {
      int part = Math.min(all.remaining(), 1 + random.nextInt(random.nextInt(10) == 0 ? 5000 : 40));
      connection.send(all.slice(all.position(), part));
      all.position(all.position() + part);
    }
    for (Packet request : requests) {
      assertThat(connection.receive())
          .isEqualTo(request.reply(request.is(READ) ? Payload.empty() : Payload.of("xenstored")));
    }
  }

  @Test
  void aLengthBeyondTheLimitClosesTheConnectionAndNoOther() throws Exception {
    RawConnection good = connect();
    RawConnection bad = connect();
    ByteBuffer header = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
    bad.send(header.putInt(2).putInt(1).putInt(0).putInt(4097).flip());

    assertThatThrownBy(bad::receive).isInstanceOf(IOException.class);
    assertThat(ask(good, DIRECTORY, "/")).isEqualTo("tool");
  }

  @Test
  void whoSendsNonsenseIsAnsweredOrHungUpOnAndDisturbsNobody() throws Exception {
    RawConnection good = connect();
    Random random = new Random(2);
    for (int round = 0; round < 40; round++) {
      try (RawConnection bad = RawConnection.to(socket)) {
        ByteBuffer bytes = ByteBuffer.allocate(4096).order(ByteOrder.nativeOrder());
        while (bytes.remaining() > 400) {
          byte[] payload = new byte[random.nextInt(60)];
          random.nextBytes(payload);
          if (random.nextBoolean()) {
            byte[] path = Payload.of("/fuzz/" + random.nextInt(3), "0", "n0");
            System.arraycopy(path, 0, payload, 0, Math.min(path.length, payload.length));
          }
          FrameWriter.put(
              bytes, new Packet(random.nextInt(24), random.nextInt(), random.nextInt(3), payload));
        }
        random.ints(60).forEach(bytes::putInt);
        bytes.flip();
        bad.send(bytes.slice(0, random.nextInt(bytes.limit())));
      } catch (IOException e) {
        // Hung up on before everything was sent.
      }
      assertThat(ask(good, DIRECTORY, "/tool")).isEqualTo("xenstored");
    }
  }

  @Test
  void whoClosesItsDirectionOnlyGetsAllAnswers() throws Exception {
    ask(connect(), WRITE, "/big", "x".repeat(4000));
    try (SocketChannel half = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      int asked = 600;
      ByteBuffer requests = ByteBuffer.allocate(1 << 15).order(ByteOrder.nativeOrder());
      for (int i = 1; i <= asked; i++) {
        FrameWriter.put(requests, Packet.request(READ, i, 0, Payload.of("/big")));
      }
      // At once: who writes on without reading is not listened to.
      half.write(requests.flip());
      half.shutdownOutput();
      FrameReader reader = new FrameReader();
      ByteBuffer arrived = ByteBuffer.allocate(1 << 16);
      int answered = 0;
      while (half.read(arrived.clear()) >= 0) {
        reader.feed(arrived.flip());
        while (reader.next() != null) {
          answered++;
        }
      }
      assertThat(answered).isEqualTo(asked);
      assertThat(reader.pending()).isZero();
    }
  }

  @Test
  void whoClosesItsDirectionOnlyGetsAnAnswerThatWaitsForTheDisk() throws Exception {
    SlowBackend slow = new SlowBackend();
    Path path = folder.resolve("slow");
    try (XenStoreServer disk = XenStoreServer.builder().socket(path).store(slow).start();
        SocketChannel half = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      Packet request = Packet.request(WRITE, 1, 0, Payload.of("/k", "1"));
      half.write(FrameWriter.encode(request));
      half.shutdownOutput();
      // Connects and hangs up later: when that is seen, the end of the first would have been, too.
      for (int i = 0; i < 3; i++) {
        RawConnection.to(path).close();
        disk.domainsChanged().join();
      }
      slow.durable(1);
      FrameReader reader = new FrameReader();
      ByteBuffer arrived = ByteBuffer.allocate(1 << 10);
      while (half.read(arrived) >= 0) {
        // Until it hangs up.
      }
      reader.feed(arrived.flip());
      assertThat(reader.next()).isEqualTo(request.reply(Payload.of("OK")));
    }
  }

  @Test
  void aClosedServerTakesNothingAndThrowsNothing() throws Exception {
    server.close();
    server.kicked(5);
    assertThatThrownBy(server.domainsChanged()::join)
        .hasMessageContaining("the server is closed; start another one");
  }

  @Test
  void eachPartIsClosedWhateverBecomesOfTheOthers() {
    List<String> closed = new ArrayList<>();
    assertThatThrownBy(
            () ->
                XenStoreServer.closeAll(
                    List.of(
                        () -> closed.add("one"),
                        () -> {
                          throw new IOException("first");
                        },
                        () -> {
                          throw new IOException("second");
                        },
                        () -> closed.add("other"))))
        .hasMessage("first")
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    assertThat(closed).containsExactly("one", "other");
  }

  @Test
  void whoNeverReadsIsNotListenedToAndDelaysNobody() throws Exception {
    RawConnection good = connect();
    ask(good, WRITE, "/big", "x".repeat(4000));
    try (SocketChannel lazy = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      lazy.configureBlocking(false);
      ByteBuffer request = FrameWriter.encode(Packet.request(READ, 1, 0, Payload.of("/big")));
      int sent = 0;
      int refused = 0;
      while (refused < 20 && sent < 1_000_000) {
        int count = lazy.write(request);
        sent += count > 0 ? 1 : 0;
        refused += count > 0 ? 0 : 1;
        if (!request.hasRemaining()) {
          request.rewind();
        }
        if (count == 0) {
          assertThat(ask(good, DIRECTORY, "/tool")).isEqualTo("xenstored");
        }
      }
      assertThat(refused).as("the server stops to read").isEqualTo(20);
    }
    assertThat(ask(good, DIRECTORY, "/tool")).isEqualTo("xenstored");
  }

  @Test
  void aClientThatDiesInATransactionLeavesNothing() throws Exception {
    RawConnection dying = connect();
    int transaction = Integer.parseInt(ask(dying, TRANSACTION_START, ""));
    dying.ask(WRITE.number(), transaction, Payload.of("/left", "x"));
    ask(dying, WATCH, "/tool", "t");
    dying.close();
    RawConnection other = connect();

    assertThat(ask(other, READ, "/left")).isEqualTo("ENOENT");
    assertThat(ask(other, WRITE, "/tool", "x")).isEqualTo("OK");
  }

  @Test
  void aDeclaredDomainTalksThroughASocketOfItsOwnOnceItIsIntroduced() throws Exception {
    RawConnection zero = connect();
    assertThatThrownBy(() -> ask(connect(folder.resolve("five")), READ, "x"))
        .isInstanceOf(IOException.class);
    assertThat(ask(zero, INTRODUCE, "5", "1", "3")).isEqualTo("OK");
    assertThat(ask(zero, INTRODUCE, "77", "1", "3")).isEqualTo("EINVAL");
    RawConnection five = connect(folder.resolve("five"));

    assertThat(ask(five, READ, "x")).isEqualTo("EACCES");
    assertThat(ask(five, GET_DOMAIN_PATH, "5")).isEqualTo("/local/domain/5");
    assertThat(ask(zero, RELEASE, "5")).isEqualTo("OK");
    assertThatThrownBy(five::receive).isInstanceOf(EOFException.class);
  }
}
