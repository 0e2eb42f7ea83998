package org.jexpy.bindings.execnet.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The golden vectors of both versions of execnet, and whatever else bytes may be. */
final class SerializerTest {
  private static final HexFormat HEX = HexFormat.of();

  private record Channel(int id) implements ChannelReference {}

  /** A value, and its bytes as execnet wrote them but for the version. */
  private record Vector(@Nullable Object value, String hex) {}

  private static final List<Vector> VECTORS =
      List.of(
          new Vector(null, "4c51"),
          new Vector(true, "5251"),
          new Vector(false, "4351"),
          new Vector(0L, "460000000051"),
          new Vector(-1L, "46ffffffff51"),
          new Vector(2147483647L, "467fffffff51"),
          new Vector(2147483648L, "480000000a3231343734383336343851"),
          new Vector(-2147483648L, "468000000051"),
          new Vector(-2147483649L, "480000000b2d3231343734383336343951"),
          new Vector(
              BigInteger.TEN.pow(30),
              "480000001f3130303030303030303030303030303030303030303030303030303030303051"),
          new Vector(1.5, "443ff800000000000051"),
          new Vector(Double.NaN, "447ff800000000000051"),
          new Vector(-0.0, "44800000000000000051"),
          new Vector(new Complex(1, 2), "543ff0000000000000400000000000000051"),
          new Vector("", "4e0000000051"),
          new Vector("a", "4e000000016151"),
          new Vector("é€😀", "4e00000009c3a9e282acf09f988051"),
          new Vector(Bytes.of(), "410000000051"),
          new Vector(Bytes.ofLatin1("hi"), "4100000002686951"),
          new Vector(Tuple.of(), "400000000051"),
          new Vector(Tuple.of(1L), "4600000001400000000151"),
          new Vector(List.of(), "4b0000000051"),
          new Vector(
              List.of(1L, "a"), "4b00000002460000000046000000015046000000014e00000001615051"),
          new Vector(Map.of(), "4a51"),
          new Vector(
              Map.of("k", Arrays.asList((Object) null)),
              "4a4e000000016b4b0000000146000000004c505051"),
          new Vector(Set.of(), "4f0000000051"),
          new Vector(Set.of(1L), "46000000014f0000000151"),
          new Vector(new FrozenSet(List.of(1L)), "4600000001450000000151"),
          new Vector(Tuple.of(1L, Tuple.of(), 3L), "460000000140000000004600000003400000000351"),
          new Vector(new Channel(2), "420000000251"));

  private static @Nullable Object load(String hex) {
    return Loader.load(HEX.parseHex(hex), Coercion.OF_GATEWAYS, Channel::new);
  }

  private static @Nullable Object load(String hex, Coercion coercion) {
    return Loader.loadVersioned(HEX.parseHex(hex), coercion);
  }

  @TestFactory
  Stream<DynamicTest> writesAndReadsWhatExecnetDoes() {
    return VECTORS.stream()
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    vector.hex(),
                    () -> {
                      assertThat(HEX.formatHex(Dumper.dump(vector.value())))
                          .isEqualTo(vector.hex());
                      assertThat(load(vector.hex())).isEqualTo(vector.value());
                    }));
  }

  @Test
  void writesTheVersionThatIsAskedForAndReadsBoth() {
    assertThat(HEX.formatHex(Dumper.dumpVersioned(null, Dumper.VERSION))).isEqualTo("024c51");
    assertThat(HEX.formatHex(Dumper.dumpVersioned(null, (byte) 1))).isEqualTo("014c51");
    assertThat(load("014c51", Coercion.NONE)).isNull();
    assertThat(load("024c51", Coercion.NONE)).isNull();
    assertThatThrownBy(() -> load("004c51", Coercion.NONE))
        .isInstanceOf(LoadException.class)
        .hasMessageStartingWith("wrong dumpformat version b'\\x00'");
    assertThatThrownBy(() -> load("", Coercion.NONE))
        .hasMessageStartingWith("wrong dumpformat version b''");
  }

  @Test
  void readsWhatOnlyPython2Writes() {
    assertThat(load("470000000551")).isEqualTo(5L);
    assertThat(load("49000000022d3751")).isEqualTo(-7L);
    assertThat(load("53000000016151")).isEqualTo("a");
  }

  @Test
  void makesOfStringsWhatIsAskedFor() {
    String old = "024d0000000261e951";
    String text = "024e000000016151";
    assertThat(load(old, Coercion.NONE)).isEqualTo(Bytes.ofLatin1("a\u00e9"));
    assertThat(load(old, Coercion.OF_GATEWAYS)).isEqualTo("a\u00e9");
    assertThat(load(text, Coercion.NONE)).isEqualTo("a");
    assertThat(load(text, new Coercion(false, true))).isEqualTo(Bytes.ofLatin1("a"));
  }

  @TestFactory
  Stream<DynamicTest> refusesWhatIsNoValue() {
    return Map.ofEntries(
            Map.entry("", "they end before STOP"),
            Map.entry("4c", "they end before STOP"),
            Map.entry("51", "0 values at STOP"),
            Map.entry("4c4c51", "2 values at STOP"),
            Map.entry("4c51ff", "1 bytes follow STOP"),
            Map.entry("5a", "unknown opcode b'Z' at byte 0"),
            Map.entry("00", "unknown opcode b'\\x00'"),
            Map.entry("460000", "4 bytes are wanted, and 2 are left"),
            Map.entry("4400000000", "8 bytes are wanted"),
            Map.entry("4100000005616251", "a length of 5, and 3 bytes are left"),
            Map.entry("41ffffffff51", "a length of -1"),
            Map.entry("4e00000001ff51", "a string that is not UTF-8"),
            Map.entry("4e00000003eda08051", "a string that is not UTF-8"),
            Map.entry("480000000051", "a number without digits"),
            Map.entry("48000000012d51", "a number without digits"),
            Map.entry("4800000002312051", "other characters than digits"),
            Map.entry("4bffffffff51", "a list of -1 elements"),
            Map.entry("4b7fffffff51", "(allowed: 16777216)"),
            Map.entry("4c5051", "not enough items for setitem"),
            Map.entry("40000000004c4c5051", "neither a list nor a dictionary"),
            Map.entry("4b0000000146000000014c5051", "an element at 1 of a list of 1"),
            Map.entry("4b0000000146ffffffff4c5051", "an element at -1 of a list of 1"),
            Map.entry("4b000000014c4c5051", "an element at no index"),
            Map.entry("4a4a4c5051", "as a key"),
            Map.entry("4a4b00000000400000000151", "2 values at STOP"),
            Map.entry("4a4b000000004000000001" + "4c5051", "as a key"),
            Map.entry("4a4f0000000151", "as a member of a set"),
            Map.entry("4c400000000551", "of which there are 1"),
            Map.entry("4c40ffffffff51", "a tuple or set of -1 values"))
        .entrySet()
        .stream()
        .map(
            wrong ->
                DynamicTest.dynamicTest(
                    wrong.getKey() + " " + wrong.getValue(),
                    () ->
                        assertThatThrownBy(() -> load(wrong.getKey()))
                            .isInstanceOf(LoadException.class)
                            .hasMessageContaining(wrong.getValue())));
  }

  @Test
  void aChannelNeedsAGateway() {
    assertThatThrownBy(() -> load("02420000000151", Coercion.NONE))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("a channel (1)");
  }

  @Test
  void refusesToWriteWhatNobodyCouldRead() {
    List<Object> itself = new ArrayList<>();
    itself.add(itself);
    assertThatThrownBy(() -> Dumper.dump(itself)).hasMessageContaining("does one contain itself?");
    assertThatThrownBy(() -> Dumper.dump(List.of(new Object())))
        .isInstanceOf(DumpException.class)
        .hasMessageStartingWith("can't serialize java.lang.Object (expected: ");
    assertThatThrownBy(() -> Dumper.dump("a\ud800")).hasMessage("strings must be utf-8 encodable");
    assertThatThrownBy(() -> Dumper.dump("\udc00\ud800")).isInstanceOf(DumpException.class);
    assertThatThrownBy(() -> Dumper.dump(Map.of(Tuple.of(List.of()), 1)))
        .hasMessageContaining("no key of a dictionary");
    assertThatThrownBy(() -> Dumper.dump(Set.of(Set.of())))
        .hasMessageContaining("use a Tuple or a FrozenSet");
  }

  @Test
  void nestsAsDeepAsItSaysAndNoDeeper() {
    Object inner = 1L;
    for (int i = 0; i < ItemLimits.DEFAULT.depth(); i++) {
      inner = i % 2 == 0 ? List.of(inner) : Tuple.of(inner);
    }
    Object deepest = inner;
    byte[] bytes = Dumper.dump(deepest);
    // Not compared as values, which would be done by recursion.
    assertThat(Dumper.dump(load(HEX.formatHex(bytes)))).isEqualTo(bytes);
    assertThatThrownBy(() -> Dumper.dump(List.of(deepest)))
        .hasMessageContaining("deeper than 1000 levels");
    assertThatThrownBy(() -> load("4c" + "4000000001".repeat(1001) + "51"))
        .hasMessageContaining("deeper than 1000 levels");
    assertThatThrownBy(() -> load("4a4c" + "4000000001".repeat(101) + "4c5051"))
        .hasMessageContaining("a key or member of a set nested deeper than 100 levels");
    String lists = "4b000000014600000000".repeat(1001) + "4c" + "50".repeat(1001) + "51";
    assertThatThrownBy(() -> load(lists)).hasMessageContaining("deeper than 1000 levels");
  }

  @Test
  void whateverIsWrittenIsReadAsItWas() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      Object value = some(random, 4);
      assertThat(Loader.load(Dumper.dump(value), Coercion.OF_GATEWAYS, Channel::new))
          .isEqualTo(value);
    }
  }

  @Test
  void bytesThatWereChangedAreAValueOrRefused() {
    Random random = new Random(11);
    int refused = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = Dumper.dump(some(random, 3));
      for (int flips = random.nextInt(3); flips >= 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        Loader.load(bytes, Coercion.OF_GATEWAYS, Channel::new);
      } catch (LoadException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(500, 4_999);
  }

  @Test
  void whoOnlyLooksRefusesWhatWhoLoadsRefuses() {
    Random random = new Random(13);
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = Dumper.dump(some(random, 3));
      for (int flips = random.nextInt(3); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      assertThat(refusal(() -> ItemScanner.scan(bytes, id -> {})))
          .isEqualTo(refusal(() -> load(HEX.formatHex(bytes))));
    }
  }

  private static String refusal(Runnable look) {
    try {
      look.run();
      return "";
    } catch (LoadException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void whoOnlyLooksSeesWhatItIsAndWhichChannelsAreInIt() {
    List<Integer> ids = new ArrayList<>();

    assertThat(ItemScanner.scan(Dumper.dump("a"), ids::add)).isEqualTo(Shape.SCALAR);
    assertThat(ItemScanner.scan(Dumper.dump(new Complex(1, 2)), ids::add))
        .isEqualTo(Shape.COMPOUND);
    assertThat(ItemScanner.scan(Dumper.dump(List.of()), ids::add)).isEqualTo(Shape.COMPOUND);
    assertThat(
            ItemScanner.scan(
                Dumper.dump(List.of(new Channel(4), Map.of("k", new Channel(1)))), ids::add))
        .isEqualTo(Shape.WITH_CHANNELS);
    assertThat(ids).containsExactly(4, 1);
  }

  private static @Nullable Object some(Random random, int depth) {
    int kind = random.nextInt(depth == 0 ? 9 : 14);
    int size = random.nextInt(5);
    return switch (kind) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> (long) random.nextInt();
      case 3 -> random.nextLong();
      case 4 -> new BigInteger(70, random).add(BigInteger.ONE.shiftLeft(70)).negate();
      case 5 -> random.nextGaussian();
      case 6 -> new Complex(random.nextDouble(), -random.nextDouble());
      case 7 ->
          random.ints(size, 1, 0xd7ff).mapToObj(Character::toString).reduce("", String::concat);
      case 8 -> Bytes.ofLatin1("x".repeat(size));
      case 9 -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
          list.add(some(random, depth - 1));
        }
        yield list;
      }
      case 10 -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
          list.add(some(random, depth - 1));
        }
        yield new Tuple(list);
      }
      case 11 -> {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
          map.put(some(random, 0), some(random, depth - 1));
        }
        yield map;
      }
      default -> {
        Set<@Nullable Object> set = new LinkedHashSet<>();
        for (int i = 0; i < size; i++) {
          set.add(some(random, 0));
        }
        yield kind == 12 ? set : new FrozenSet(set);
      }
    };
  }
}
