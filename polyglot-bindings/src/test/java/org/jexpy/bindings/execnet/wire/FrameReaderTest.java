package org.jexpy.bindings.execnet.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames as they were captured, and streams that come in any pieces. */
final class FrameReaderTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void readsWhatWasCaptured() throws IOException {
    FrameReader reader =
        reader(
            "040000000100000006"
                + "460000002a51"
                + "050000000100000000"
                + "02000000000000000005ffffffff00000000");

    Frame data = reader.next();
    assertThat(data.type()).isEqualTo(MessageType.CHANNEL_DATA);
    assertThat(data.channel()).isEqualTo(1);
    assertThat(data.payload()).isEqualTo(HEX.parseHex("460000002a51"));
    assertThat(reader.next()).hasToString("<Message CHANNEL_CLOSE channel=1 lendata=0>");
    assertThat(reader.next().type()).isEqualTo(MessageType.GATEWAY_TERMINATE);
    assertThat(reader.next().channel()).isEqualTo(-1);
    assertThatThrownBy(reader::next)
        .isInstanceOf(EOFException.class)
        .hasMessage("couldn't load message header, expected 9 bytes, got 0");
  }

  @Test
  void tellsWhereAStreamEnds() {
    assertThatThrownBy(reader("0400")::next)
        .isInstanceOf(EOFException.class)
        .hasMessage("couldn't load message header, expected 9 bytes, got 2");
    assertThatThrownBy(reader("0400000001000000064600")::next)
        .isInstanceOf(EOFException.class)
        .hasMessage("expected 6 bytes, got 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "080000000100000000", // no such type
        "ff0000000100000000",
        "0400000001ffffffff", // a length below zero
        "04000000017fffffff"
      })
  void refusesWhatIsNoFrame(String hex) {
    assertThatThrownBy(reader(hex)::next)
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("allowed: 0 to");
  }

  @Test
  void aLongPayloadTakesMemoryOnlyAsItComes() {
    // A GiB is promised; a heap of tests has less.
    assertThatThrownBy(reader("04000000014000000046")::next)
        .isInstanceOf(EOFException.class)
        .hasMessage("expected 1073741824 bytes, got 1");
  }

  @Test
  void framesOfAllLengthsComeInAnyPieces() throws IOException {
    Random random = new Random(7);
    List<Frame> sent = new ArrayList<>();
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    int[] lengths = {0, 1, 65_526, 65_527, 65_528, 65_536, 1 << 20, (1 << 20) + 100, 3_000_001, 5};
    for (int length : lengths) {
      byte[] payload = new byte[length];
      random.nextBytes(payload);
      Frame frame = new Frame(MessageType.CHANNEL_DATA, random.nextInt(), payload);
      sent.add(frame);
      wire.writeBytes(frame.toBytes());
    }

    FrameReader reader = new FrameReader(new Pieces(wire.toByteArray(), random));

    for (Frame frame : sent) {
      Frame read = reader.next();
      assertThat(read.channel()).isEqualTo(frame.channel());
      assertThat(read.payload()).isEqualTo(frame.payload());
    }
  }

  private static FrameReader reader(String hex) {
    return new FrameReader(new ByteArrayInputStream(HEX.parseHex(hex)));
  }

  /** A stream that gives a little at a time, or much. */
  private static final class Pieces extends InputStream {
    private final InputStream content;
    private final Random random;

    Pieces(byte[] content, Random random) {
      this.content = new ByteArrayInputStream(content);
      this.random = random;
    }

    @Override
    public int read() throws IOException {
      return content.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int most = random.nextBoolean() ? 1 + random.nextInt(20) : 1 + random.nextInt(200_000);
      return content.read(into, offset, Math.min(length, most));
    }
  }
}
