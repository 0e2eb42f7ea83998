package org.jexpy.bindings.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jexpy.bindings.service.ServiceCodecException.Reason;
import org.junit.jupiter.api.Test;

final class ServiceCodecTest {
  private static final CodecLimits LIMITS = CodecLimits.DEFAULT;

  @Test
  void everyKindOfPlainDataComesBackAsItWas() {
    ServiceCodec<Samples.Everything> codec = ServiceCodec.of(Samples.Everything.class, LIMITS);

    assertThat(codec.decode(codec.encode(Samples.everything()))).isEqualTo(Samples.everything());
  }

  @Test
  void bytesComeBackAsTheyWere() {
    @SuppressWarnings("ArrayRecordComponent") // byte[] is plain data
    record Blob(byte[] content) {}
    ServiceCodec<Blob> codec = ServiceCodec.of(Blob.class, LIMITS);
    byte[] content = new byte[1000];
    new Random(1).nextBytes(content);

    assertThat(codec.decode(codec.encode(new Blob(content))).content()).isEqualTo(content);
  }

  @Test
  void smallValuesAreCompact() {
    record Pair(int number, String text) {}
    byte[] bytes = ServiceCodec.of(Pair.class, LIMITS).encode(new Pair(-3, "ab"));

    // version, record, two components, integer -3, text of two bytes
    assertThat(bytes).containsExactly(1, 10, 2, 3, 5, 5, 2, 'a', 'b');
  }

  @Test
  void decodedCollectionsCannotBeChanged() {
    ServiceCodec<Samples.Tree> codec = ServiceCodec.of(Samples.Tree.class, LIMITS);
    List<Samples.Tree> children =
        codec.decode(codec.encode(new Samples.Tree("x", List.of()))).children();

    assertThatThrownBy(() -> children.add(new Samples.Tree("y", List.of())))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aFrameOfAnotherVersionIsNamed() {
    assertReason(Reason.VERSION, new byte[] {9, 0}, "version 9, this side has 1");
  }

  @Test
  void bytesAfterTheValueAreNamed() {
    byte[] valid = valid();
    assertReason(Reason.TRAILING, Arrays.copyOf(valid, valid.length + 2), "2 bytes follow");
  }

  @Test
  void everyTruncationIsNamed() {
    byte[] valid = valid();
    for (int length = 0; length < valid.length; length++) {
      assertThat(failure(Arrays.copyOf(valid, length)).reason()).isEqualTo(Reason.TRUNCATED);
    }
  }

  @Test
  void aClaimedLengthBeyondTheBytesIsRefusedBeforeAnythingIsAllocated() {
    // record, 2 components, text of 2^62 bytes
    byte[] claim = {
      1,
      10,
      2,
      5,
      (byte) 0x80,
      (byte) 0x80,
      (byte) 0x80,
      (byte) 0x80,
      (byte) 0x80,
      (byte) 0x80,
      (byte) 0x80,
      (byte) 0x80,
      0x40
    };
    assertReason(Reason.TRUNCATED, claim, "claims 4611686018427387904 more bytes or elements");
  }

  @Test
  void anOverlongNumberIsNamed() {
    byte[] number = new byte[14];
    Arrays.fill(number, (byte) 0xFF);
    number[0] = 1;
    number[1] = 10;
    number[2] = 2;
    number[3] = 5;
    assertReason(Reason.BAD_NUMBER, number, "more than 64 bits");
  }

  @Test
  void textThatIsNoUtf8IsNamed() {
    assertReason(Reason.BAD_TEXT, new byte[] {1, 10, 2, 5, 1, (byte) 0xC3, 8, 0}, "UTF-8");
  }

  @Test
  void anotherKindOfValueIsNamed() {
    assertReason(Reason.WRONG_KIND, new byte[] {1, 10, 2, 2, 8, 0}, "TRUE where text is declared");
  }

  @Test
  void nullWhereNoneIsDeclaredIsNamed() {
    assertReason(Reason.NULL, new byte[] {1, 10, 2, 0, 8, 0}, "NULL where text is declared");
  }

  @Test
  void aRecordOfAnotherShapeIsNamed() {
    assertReason(
        Reason.WRONG_KIND, new byte[] {1, 10, 1, 5, 0}, "1 components, this version has 2");
  }

  @Test
  void nestingBeyondTheLimitIsNamedBothWays() {
    ServiceCodec<Samples.Tree> deep =
        ServiceCodec.of(Samples.Tree.class, new CodecLimits(1 << 20, 512));
    ServiceCodec<Samples.Tree> flat =
        ServiceCodec.of(Samples.Tree.class, new CodecLimits(1 << 20, 20));
    Samples.Tree tree = new Samples.Tree("leaf", List.of());
    for (int i = 0; i < 15; i++) {
      tree = new Samples.Tree("node", List.of(tree));
    }
    Samples.Tree nested = tree;

    assertThat(deep.decode(deep.encode(nested))).isEqualTo(nested);
    assertThat(
            catchThrowableOfType(
                ServiceCodecException.class, () -> flat.decode(deep.encode(nested))))
        .extracting(ServiceCodecException::reason)
        .isEqualTo(Reason.TOO_DEEP);
    assertThat(catchThrowableOfType(ServiceCodecException.class, () -> flat.encode(nested)))
        .extracting(ServiceCodecException::reason)
        .isEqualTo(Reason.TOO_DEEP);
  }

  @Test
  void aFrameBeyondTheLimitIsNamedBothWays() {
    ServiceCodec<Samples.Tree> small = ServiceCodec.of(Samples.Tree.class, new CodecLimits(64, 64));
    Samples.Tree wide = new Samples.Tree("x".repeat(100), List.of());

    assertThat(catchThrowableOfType(ServiceCodecException.class, () -> small.encode(wide)))
        .hasMessageContaining("longer than 64 bytes")
        .extracting(ServiceCodecException::reason)
        .isEqualTo(Reason.TOO_LONG);
    assertThat(catchThrowableOfType(ServiceCodecException.class, () -> small.decode(new byte[65])))
        .extracting(ServiceCodecException::reason)
        .isEqualTo(Reason.TOO_LONG);
  }

  @Test
  void aRecordThatRefusesItsValuesSaysWhy() {
    ServiceCodec<Samples.Range> codec = ServiceCodec.of(Samples.Range.class, LIMITS);

    assertThatThrownBy(() -> codec.decode(new byte[] {1, 10, 2, 3, 4, 3, 2}))
        .hasMessageContaining("Range refuses its values")
        .hasMessageContaining("low 2 is above high 1");
  }

  @Test
  void anUnknownConstantIsNamedWithTheKnownOnes() {
    record Paint(Samples.Color color) {}

    assertThatThrownBy(
            () ->
                ServiceCodec.of(Paint.class, LIMITS)
                    .decode(new byte[] {1, 10, 1, 11, 3, 'T', 'A', 'N'}))
        .hasMessageContaining("Color has no constant 'TAN'; it has [RED, GREEN]");
  }

  @Test
  void nullInAValueIsRefusedWhenWritten() {
    @SuppressWarnings("NullAway") // what a careless caller does
    Samples.Tree broken = new Samples.Tree(null, List.of());

    assertThatThrownBy(() -> ServiceCodec.of(Samples.Tree.class, LIMITS).encode(broken))
        .hasMessageContaining("null where text is declared");
  }

  @Test
  void mutatedAndRandomBytesGiveAValueOrANamedError() {
    ServiceCodec<Samples.Everything> codec =
        ServiceCodec.of(Samples.Everything.class, new CodecLimits(1 << 16, 32));
    byte[] seed = codec.encode(Samples.everything());
    Random random = new Random(20_261_121);
    int values = 0;
    for (int round = 0; round < 40_000; round++) {
      byte[] bytes = round % 4 == 0 ? noise(random) : mutate(seed, random);
      try {
        Samples.Everything value = codec.decode(bytes);
        assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
        values++;
      } catch (ServiceCodecException named) {
        assertThat(named.getMessage()).isNotBlank();
      }
    }
    assertThat(values).as("some mutations are harmless").isPositive();
  }

  private static byte[] mutate(byte[] seed, Random random) {
    byte[] bytes = Arrays.copyOf(seed, seed.length - (random.nextInt(8) == 0 ? 1 : 0));
    for (int i = 0; i <= random.nextInt(3); i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static byte[] noise(Random random) {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    if (bytes.length > 1) {
      bytes[0] = 1;
      bytes[1] = 10;
    }
    return bytes;
  }

  private static byte[] valid() {
    return ServiceCodec.of(Samples.Tree.class, LIMITS).encode(new Samples.Tree("x", List.of()));
  }

  private static ServiceCodecException failure(byte[] bytes) {
    return catchThrowableOfType(
        ServiceCodecException.class,
        () -> ServiceCodec.of(Samples.Tree.class, LIMITS).decode(bytes));
  }

  private static void assertReason(Reason reason, byte[] bytes, String text) {
    assertThat(failure(bytes).reason()).isEqualTo(reason);
    assertThat(failure(bytes)).hasMessageContaining(text);
  }
}
