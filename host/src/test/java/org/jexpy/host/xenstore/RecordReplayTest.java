package org.jexpy.host.xenstore;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jexpy.bindings.xenstore.core.client.EventQueue;
import org.jexpy.bindings.xenstore.core.client.XenStoreClient;
import org.jexpy.bindings.xenstore.core.server.XenStoreServer;
import org.jexpy.host.loop.HostThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code jexpy xs record} and {@code replay} between clients and the embedded server. */
@Timeout(120)
final class RecordReplayTest {
  @TempDir Path folder;
  private Path socket;
  private Path between;
  private Path file;
  private XenStoreServer server;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final CountDownLatch ending = new CountDownLatch(1);

  @BeforeEach
  void serve() throws IOException {
    socket = folder.resolve("socket");
    between = folder.resolve("between");
    file = folder.resolve("recording");
    server = XenStoreServer.builder().socket(socket).start();
  }

  @AfterEach
  void close() throws IOException {
    ending.countDown();
    server.close();
  }

  private void freshServer() throws IOException {
    server.close();
    server = XenStoreServer.builder().socket(socket).start();
  }

  private int xs(String... words) throws InterruptedException {
    return new XsTool(
            Map.of("XENSTORED_PATH", socket.toString()),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            () -> ending)
        .run(List.of(words));
  }

  private CompletableFuture<Integer> recording(String... flags) {
    List<String> words = new ArrayList<>(List.of("record", "--listen=" + between));
    words.addAll(List.of(flags));
    words.add(file.toString());
    CompletableFuture<Integer> status = new CompletableFuture<>();
    HostThreads.daemon(
            "recording",
            () -> {
              try {
                status.complete(xs(words.toArray(String[]::new)));
              } catch (InterruptedException e) {
                status.completeExceptionally(e);
              }
            })
        .start();
    await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(between) || status.isDone());
    return status;
  }

  private String printed() {
    String text = out.toString(StandardCharsets.UTF_8);
    out.reset();
    return text;
  }

  /** What two clients do: values, a transaction, a watch that one has and the other causes. */
  private void converse() throws Exception {
    try (XenStoreClient one = XenStoreClient.connect(between);
        XenStoreClient other = XenStoreClient.connect(between)) {
      EventQueue events = new EventQueue();
      var _ = one.watch("/a", "token", events);
      assertThat(events.take(Duration.ofMinutes(1).toNanos())).isNotNull();
      other.write("/a/b", new byte[] {0, '"', '\\', -1});
      assertThat(events.take(Duration.ofMinutes(1).toNanos())).isNotNull();
      assertThat(one.find("/missing")).isEmpty();
      int _ =
          other.transact(
              3,
              nodes -> {
                IntStream.range(0, 800).forEach(i -> nodes.mkdir("/many/child-" + i));
                return 0;
              });
      assertThat(one.list("/many")).hasSize(800);
      one.write("/last", "x".getBytes(US_ASCII));
    }
  }

  @Test
  void whatTwoClientsSayIsSaidAgainAndAnsweredAsBefore() throws Exception {
    CompletableFuture<Integer> recording = recording("-n", "2");
    converse();
    assertThat(recording.get(1, TimeUnit.MINUTES)).isZero();
    assertThat(printed()).isEqualTo("recording what clients of %s say\n".formatted(between));
    assertThat(between).doesNotExist();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file)
        .content()
        .startsWith(TrafficLine.TITLE + "\n")
        .containsPattern("1> WATCH \\d+ 0 \"/a\\\\000token\\\\000\"\n")
        .containsPattern("1< WATCH_EVENT 0 0 \"/a/b\\\\000token\\\\000\"\n")
        .containsPattern("2> WRITE \\d+ 0 \"/a/b\\\\000\\\\000\"\\\\\\\\\\\\377\"\n");

    freshServer();
    // So that transactions and generations have other numbers.
    assertThat(xs("write", "/other", "1", "/other/more", "2")).isZero();
    try (XenStoreClient client = XenStoreClient.connect(socket)) {
      var _ = client.begin();
    }
    assertThat(xs("replay", file.toString())).isZero();
    assertThat(printed()).contains(" on 2 connections, all answered as recorded\n");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void whatIsAnsweredOtherwiseIsShown() throws Exception {
    Files.writeString(
        file,
        """
        # a comment, and a blank line

        0.000000 1> WATCH 1 0 "/w\\000t\\000"
        0.000010 1< WATCH 1 0 "OK\\000"
        0.000011 1< WATCH_EVENT 0 0 "/w\\000t\\000"
        0.000020 1> READ 2 0 "/v\\000"
        0.000030 1< READ 2 0 "old"
        0.000040 1> WRITE 3 0 "/w/x\\000"
        0.000050 1< WATCH_EVENT 0 0 "/w/other\\000t\\000"
        0.000060 1< WRITE 3 0 "OK\\000"
        0.000070 1> CLOSE
        0.000080 1< CLOSE
        """);
    assertThat(xs("write", "/v", "new")).isZero();

    assertThat(xs("replay", file.toString())).isEqualTo(1);
    assertThat(printed())
        .isEqualTo(
            """
            answer to 1> READ 2 0 "/v\\000":
            - 1< READ 2 0 "old"
            + 1< READ 2 0 "new"
            events of connection 1:
            - 1< WATCH_EVENT 0 0 "/w/other\\000t\\000"
            + 1< WATCH_EVENT 0 0 "/w/x\\000t\\000"
            3 requests on 1 connection, 3 of the answers and events differ
            """);
  }

  @Test
  void aServerThatDoesNotAnswerIsTold() throws Exception {
    Path mute = folder.resolve("mute");
    Files.writeString(file, "0.000000 1> READ 2 0 \"/\\000\"\n0.000030 1< READ 2 0 \"\"\n");
    try (var listening =
        java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
      listening.bind(UnixDomainSocketAddress.of(mute));
      try (TrafficReplay replay =
          new TrafficReplay(
              mute, Duration.ofSeconds(1), new PrintStream(out, true, StandardCharsets.UTF_8))) {
        int differences =
            replay.run(TextLines.read(file.toString(), "recording", TrafficLine::parse));
        assertThat(differences).isEqualTo(1);
      }
    }
    assertThat(printed()).contains("- 1< READ 2 0 \"\"\n+ nothing within 1 s\n");
  }

  @Test
  void eventsThatDoNotComeSpoilNoAnswer() throws Exception {
    Files.writeString(
        file,
        """
        0.000000 1> WATCH 1 0 "/w\\000t\\000"
        0.000010 1< WATCH 1 0 "OK\\000"
        0.000011 1< WATCH_EVENT 0 0 "/w\\000t\\000"
        0.000012 1< WATCH_EVENT 0 0 "/w\\000more\\000"
        0.000013 1< WATCH_EVENT 0 0 "/w\\000more\\000"
        0.000020 1> MKDIR 2 0 "/v\\000"
        0.000030 1< MKDIR 2 0 "OK\\000"
        """);
    try (TrafficReplay replay =
        new TrafficReplay(
            socket, Duration.ofSeconds(5), new PrintStream(out, true, StandardCharsets.UTF_8))) {
      assertThat(replay.run(TextLines.read(file.toString(), "recording", TrafficLine::parse)))
          .isEqualTo(2);
    }
    assertThat(printed())
        .isEqualTo(
            """
            events of connection 1:
            - 1< WATCH_EVENT 0 0 "/w\\000more\\000"
            - 1< WATCH_EVENT 0 0 "/w\\000more\\000"
            2 requests on 1 connection, 2 of the answers and events differ
            """);
  }

  @Test
  void garbageIsRecordedAndSaidAgain() throws Exception {
    CompletableFuture<Integer> recording = recording();
    try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(between))) {
      byte[] garbage = new byte[64];
      java.util.Arrays.fill(garbage, (byte) 0x7f);
      int _ = client.write(ByteBuffer.wrap(garbage));
      assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Files.readString(file).contains("1< CLOSE") && closes() == 2);
    ending.countDown();
    assertThat(recording.get(1, TimeUnit.MINUTES)).isZero();
    assertThat(file).content().contains("1> BYTES \"\\177\\177");
    assertThat(xs("replay", file.toString())).isZero();
  }

  private long closes() throws IOException {
    return Files.readString(file).lines().filter(line -> line.endsWith("CLOSE")).count();
  }

  @Test
  void mistakesAreToldWithWhatWouldDo() throws Exception {
    assertThat(xs("record", file.toString())).isEqualTo(2);
    assertThat(xs("record", "--listen", between.toString())).isEqualTo(2);
    assertThat(xs("record", "--listen", between.toString(), "-n0", file.toString())).isEqualTo(2);
    Files.writeString(file, "0.000000 1> READ 1 0 \"\"\n0.0 nonsense\n");
    assertThat(xs("record", "--listen", between.toString(), file.toString())).isEqualTo(1);
    assertThat(xs("replay", file.toString())).isEqualTo(1);
    assertThat(xs("--socket", folder.resolve("none").toString(), "replay", "x")).isEqualTo(1);
    Files.writeString(file, "0.000000 1> READ 1 0 \"\"\n");
    assertThat(xs("--socket", folder.resolve("none").toString(), "replay", file.toString()))
        .isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains(
            "record: no --listen PATH given: clients connect there",
            "no file given",
            "record: unknown flag '-n0'",
            "'%s' is there already; name another file, or remove it".formatted(file),
            "%s, line 2 is nothing of a recording; a line is:".formatted(file),
            "there is no file 'x'",
            "no XenStore answers on '%s'".formatted(folder.resolve("none")));
    assertThat(between).doesNotExist();
  }

  @Test
  void whereNobodyCanListenNoFileIsLeft() throws Exception {
    assertThat(xs("record", "--listen", socket.toString(), file.toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("somebody listens on '%s' already".formatted(socket));
    assertThat(file).doesNotExist();
  }
}
