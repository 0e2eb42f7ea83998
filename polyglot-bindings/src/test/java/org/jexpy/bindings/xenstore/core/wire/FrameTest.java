package org.jexpy.bindings.xenstore.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameTest {
  /** Frames as little-endian peers write them. */
  @ParameterizedTest
  @CsvSource({
    // READ "/x"
    "02000000 05000000 00000000 03000000 2f7800, 2, 5, 0, 2f7800",
    // TRANSACTION_START
    "06000000 01000000 00000000 01000000 00, 6, 1, 0, 00",
    // WRITE "/a" in transaction 7 of a value with a NUL and 0xff
    "0b000000 ffffffff 07000000 06000000 2f6100ff0001, 11, -1, 7, 2f6100ff0001",
    // WATCH_EVENT
    "0f000000 00000000 00000000 08000000 2f7000746f6b3100, 15, 0, 0, 2f7000746f6b3100",
    // ERROR ENOENT
    "10000000 2a000000 00000000 07000000 454e4f454e5400, 16, 42, 0, 454e4f454e5400",
    // RESET_WATCHES without a payload
    "15000000 01000000 00000000 00000000, 21, 1, 0, ''",
    // a type that nobody knows
    "ffff0000 01000000 00000000 00000000, 65535, 1, 0, ''"
  })
  void framesAreAsThePeersWriteThem(
      String frame, int type, int requestId, int transactionId, String payload) throws Exception {
    byte[] bytes = HexFormat.of().parseHex(frame.replace(" ", ""));
    Packet packet = new Packet(type, requestId, transactionId, HexFormat.of().parseHex(payload));
    FrameReader reader = new FrameReader(ByteOrder.LITTLE_ENDIAN, Packet.MAX_PAYLOAD);

    reader.feed(ByteBuffer.wrap(bytes));
    ByteBuffer written = ByteBuffer.allocate(bytes.length).order(ByteOrder.LITTLE_ENDIAN);
    FrameWriter.put(written, packet);

    assertThat(reader.next()).isEqualTo(packet);
    assertThat(reader.next()).isNull();
    assertThat(written.array()).isEqualTo(bytes);
  }

  @Test
  void theOtherByteOrderIsTheSameTurnedRound() throws Exception {
    Packet packet = Packet.request(Operation.READ, 5, 1, Payload.of("/x"));
    ByteBuffer written = ByteBuffer.allocate(packet.size()).order(ByteOrder.BIG_ENDIAN);
    FrameWriter.put(written, packet);
    FrameReader reader = new FrameReader(ByteOrder.BIG_ENDIAN, Packet.MAX_PAYLOAD);
    reader.feed(written.flip());

    assertThat(HexFormat.of().formatHex(written.array()))
        .isEqualTo("00000002000000050000000100000003" + "2f7800");
    assertThat(reader.next()).isEqualTo(packet);
  }

  @Test
  void aPacketMayComeByteByByte() throws Exception {
    Packet packet = Packet.request(Operation.WRITE, 1, 0, Payload.of("/p", new byte[] {0, -1}));
    byte[] bytes = FrameWriter.encode(packet).array();
    FrameReader reader = new FrameReader();

    for (int at = 0; at < bytes.length - 1; at++) {
      reader.feed(ByteBuffer.wrap(bytes, at, 1));
      assertThat(reader.next()).isNull();
    }
    assertThat(reader.pending()).isEqualTo(bytes.length - 1);
    reader.feed(ByteBuffer.wrap(bytes, bytes.length - 1, 1));

    assertThat(reader.next()).isEqualTo(packet);
    assertThat(reader.pending()).isZero();
  }

  @Test
  void aPayloadOf4096BytesPasses() throws Exception {
    Packet packet = Packet.request(Operation.WRITE, 1, 0, new byte[Packet.MAX_PAYLOAD]);
    FrameReader reader = new FrameReader();
    reader.feed(FrameWriter.encode(packet));

    assertThat(reader.next()).isEqualTo(packet);
  }

  @ParameterizedTest
  @ValueSource(ints = {4097, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
  void aLargerOneIsRefusedByItsHeaderAndForGood(int length) {
    FrameReader reader = new FrameReader();
    ByteBuffer header = ByteBuffer.allocate(Packet.HEADER).order(ByteOrder.nativeOrder());
    reader.feed(header.putInt(2).putInt(1).putInt(0).putInt(length).flip());
    String size = Integer.toUnsignedString(length);

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(reader::next)
          .isInstanceOf(MalformedPacketException.class)
          .hasMessage("payload of " + size + " bytes (expected 0 to 4096)");
      reader.feed(FrameWriter.encode(Packet.request(Operation.READ, 1, 0, Payload.of("/"))));
    }
  }

  @Test
  void aLargerOneIsNotWritten() {
    Packet packet = Packet.request(Operation.WRITE, 1, 0, new byte[Packet.MAX_PAYLOAD + 1]);

    assertThatThrownBy(() -> FrameWriter.encode(packet))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("payload of 4097 bytes (expected at most 4096): WRITE id=1 tx=0 '");
  }

  @Test
  void packetsSurviveAnyCuts() throws Exception {
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      List<Packet> sent = new ArrayList<>();
      int size = 0;
      for (int i = 0; i < 1 + random.nextInt(40); i++) {
        byte[] payload =
            new byte[random.nextInt(8) == 0 ? random.nextInt(4097) : random.nextInt(30)];
        random.nextBytes(payload);
        Packet packet = new Packet(random.nextInt(), random.nextInt(), random.nextInt(), payload);
        sent.add(packet);
        size += packet.size();
      }
      ByteBuffer stream = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
      sent.forEach(packet -> FrameWriter.put(stream, packet));
      stream.flip();
      FrameReader reader = new FrameReader();
      List<Packet> got = new ArrayList<>();
      while (stream.hasRemaining()) {
        int part = Math.min(stream.remaining(), 1 + random.nextInt(1 + random.nextInt(9000)));
        reader.feed(stream.slice(stream.position(), part));
        stream.position(stream.position() + part);
        // Not always all that is there: a server stops in the midst of what has come.
        for (int left = random.nextInt(5); left >= 0; left--) {
          @Nullable Packet packet = reader.next();
          if (packet != null) {
            got.add(packet);
          }
        }
      }
      for (Packet packet = reader.next(); packet != null; packet = reader.next()) {
        got.add(packet);
      }
      assertThat(got).isEqualTo(sent);
      assertThat(reader.pending()).isZero();
    }
  }

  @Test
  void nonsenseIsPacketsOrTheNamedErrorAndNothingElse() {
    Random random = new Random(12);
    int refused = 0;
    int whole = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      if (bytes.length >= Packet.HEADER && random.nextBoolean()) {
        // A plausible length, or one just beyond the limit.
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putInt(12, random.nextInt(64));
      }
      FrameReader reader = new FrameReader();
      reader.feed(ByteBuffer.wrap(bytes));
      try {
        while (reader.next() != null) {
          whole++;
        }
      } catch (MalformedPacketException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1000);
    assertThat(whole).isGreaterThan(1000);
  }

  @Test
  void repliesEchoTheRequestAndEventsCarryNoIds() {
    Packet request = Packet.request(Operation.READ, 7, 3, Payload.of("/a"));

    assertThat(request.ok()).isEqualTo(new Packet(2, 7, 3, Payload.of("OK")));
    assertThat(request.error(Errno.ENOENT)).isEqualTo(new Packet(16, 7, 3, Payload.of("ENOENT")));
    assertThat(Packet.event("/p", "t")).isEqualTo(new Packet(15, 0, 0, Payload.of("/p", "t")));
    assertThat(request.is(Operation.READ)).isTrue();
    assertThat(request)
        .hasToString("READ id=7 tx=3 '/a|'")
        .hasSameHashCodeAs(Packet.request(Operation.READ, 7, 3, Payload.of("/a")));
    assertThat(new Packet(99, -1, 0, Payload.empty())).hasToString("type 99 id=4294967295 tx=0 ''");
  }

  @Test
  void stringsAreLatin1AndEachHasItsNul() {
    byte[] payload = Payload.of("/p", "", "\u00ff");

    assertThat(payload).isEqualTo("/p\0\0\u00ff\0".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(Payload.strings(payload)).containsExactly("/p", "", "\u00ff");
    assertThat(Payload.count(payload)).isEqualTo(3);
    assertThat(Payload.count(Payload.empty())).isZero();
    assertThat(Payload.count(new byte[] {'a', 0, 'b'})).isEqualTo(-1);
    assertThat(Payload.strings(new byte[] {'a', 0, 'b'})).containsExactly("a");
  }
}
