package org.jexpy.host.xenstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jexpy.bindings.xenstore.core.wire.FrameWriter;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recordings as text. */
final class TrafficTest {
  private static final long SEED = 20260131;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final AtomicLong time = new AtomicLong(5_000_000_000L);
  private final TrafficLog log =
      new TrafficLog(new PrintStream(written, false, StandardCharsets.US_ASCII), time::get);

  private List<String> lines() {
    List<String> all = written.toString(StandardCharsets.US_ASCII).lines().toList();
    assertThat(all.getFirst()).isEqualTo(TrafficLine.TITLE);
    return all.subList(1, all.size());
  }

  private static byte[] bytes(ByteBuffer frame) {
    byte[] copy = new byte[frame.remaining()];
    frame.get(copy);
    return copy;
  }

  @Test
  void eachPacketIsALineWithWhenWhereAndWhat() {
    TrafficLog.Side client = log.side(1, true);
    ByteBuffer request =
        FrameWriter.encode(
            Packet.request(Operation.WRITE, 7, -1, Payload.of("/a", new byte[] {'"', '\\', -1})));
    time.addAndGet(1_000_123_456);
    client.take(request.slice(0, 9));
    client.take(request.slice(9, request.limit() - 9));
    time.addAndGet(2_000);
    log.side(1, false).take(FrameWriter.encode(new Packet(99, 0, 0, Payload.empty())));
    client.close();

    assertThat(lines())
        .containsExactly(
            "1.000123 1> WRITE 7 4294967295 \"/a\\000\"\\\\\\377\"",
            "1.000125 1< 99 0 0 \"\"",
            "1.000125 1> CLOSE");
  }

  @Test
  void whatIsNoPacketIsKeptAsBytes() {
    TrafficLog.Side client = log.side(2, true);
    ByteBuffer tooLong =
        ByteBuffer.allocate(17)
            .order(ByteOrder.nativeOrder())
            .putInt(2)
            .putInt(1)
            .putInt(0)
            .putInt(4097)
            .put((byte) 'x')
            .flip();
    client.take(FrameWriter.encode(Packet.request(Operation.READ, 1, 0, Payload.of("/"))));
    client.take(tooLong.duplicate());
    client.take(ByteBuffer.wrap(new byte[] {'y'}));
    client.close();
    TrafficLog.Side cut = log.side(3, true);
    cut.take(ByteBuffer.wrap(new byte[] {1, 0, 0}));
    cut.close();

    List<String> said = lines().stream().map(line -> line.substring(9)).toList();
    assertThat(said.getFirst()).isEqualTo("2> READ 1 0 \"/\\000\"");
    assertThat(said.get(1)).startsWith("2> BYTES \"").endsWith("x\"");
    assertThat(said.subList(2, 6))
        .containsExactly("2> BYTES \"y\"", "2> CLOSE", "3> BYTES \"\\001\\000\\000\"", "3> CLOSE");
  }

  @RepeatedTest(20)
  void whateverGoesOverAConnectionComesBackToTheByte(RepetitionInfo round) throws IOException {
    Random random = new Random(SEED + round.getCurrentRepetition());
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    for (int i = 0; i < 30; i++) {
      byte[] payload = new byte[random.nextInt(300)];
      random.nextBytes(payload);
      ByteBuffer frame =
          FrameWriter.encode(
              new Packet(random.nextInt(30), random.nextInt(), random.nextInt(), payload));
      sent.writeBytes(bytes(frame));
    }
    byte[] tail = new byte[random.nextInt(40)];
    random.nextBytes(tail);
    sent.writeBytes(tail);
    TrafficLog.Side side = log.side(1, round.getCurrentRepetition() % 2 == 0);
    byte[] all = sent.toByteArray();
    for (int at = 0; at < all.length; ) {
      int next = Math.min(all.length, at + 1 + random.nextInt(500));
      side.take(ByteBuffer.wrap(all, at, next - at));
      at = next;
    }
    side.close();

    ByteArrayOutputStream again = new ByteArrayOutputStream();
    for (String line : lines()) {
      TrafficLine read = TrafficLine.parse("here", line);
      assertThat(read).hasToString(line);
      switch (read.content()) {
        case TrafficLine.Content.Closed() -> {}
        case TrafficLine.Content.Raw(TrafficLine.Payload bytes) -> again.writeBytes(bytes.bytes());
        case TrafficLine.Content.Whole(Packet packet) -> {
          ByteBuffer frame = FrameWriter.encode(packet);
          again.writeBytes(bytes(frame));
        }
      }
    }
    assertThat(again.toByteArray()).isEqualTo(all);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '%',
      value = {
        "0.000001 1> READ 1 0 /a|is nothing of a recording; a line is: SECONDS CONNECTION>",
        "0.1 1> CLOSE|six digits behind the point",
        "0.000001 1> FETCH 1 0 \"\"|'FETCH' is no operation; those are CONTROL, DIRECTORY, READ",
        "0.000001 1> READ 4294967296 0 \"\"|'4294967296' is no number for a request (expected 0 to 4294967295)",
        "0.000001 1> 99999999999 0 0 \"\"|'99999999999' is no number for an operation",
        "0.000001 1> READ 1 9999999999 \"\"|'9999999999' is no number for a transaction"
      })
  void aLineThatIsNoneIsToldWithWhatIsOne(String line, String text) {
    assertThatThrownBy(() -> TrafficLine.parse("file, line 3", line))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("file, line 3")
        .hasMessageContaining(text);
  }

  @Test
  void aPayloadThatNoPacketHasIsRefused() {
    String line = "0.000001 1> READ 1 0 \"%s\"".formatted("x".repeat(4097));
    assertThatThrownBy(() -> TrafficLine.parse("f, line 1", line))
        .hasMessage("f, line 1: a payload of 4097 bytes (a packet has at most 4096)");
  }

  @Test
  void sequencesAreComparedByWhatIsInBoth() {
    assertThat(SequenceDiff.of(List.of("a", "b", "c", "d"), List.of("a", "c", "x", "d")))
        .containsExactly("- b", "+ x");
    assertThat(SequenceDiff.of(List.of(), List.of("x"))).containsExactly("+ x");
    assertThat(SequenceDiff.of(List.of("x"), List.of("x"))).isEmpty();
  }
}
