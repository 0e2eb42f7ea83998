package org.jexpy.bindings.execnet.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jexpy.bindings.execnet.channel.RawChannel;
import org.jexpy.bindings.execnet.channel.RemoteErrorException;
import org.jexpy.bindings.execnet.serial.Bytes;
import org.jexpy.bindings.execnet.serial.Complex;
import org.jexpy.bindings.execnet.serial.Dumper;
import org.jexpy.bindings.execnet.serial.FrozenSet;
import org.jexpy.bindings.execnet.serial.Tuple;
import org.jexpy.bindings.execnet.transport.Surroundings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Values that travel to a worker and back, by its own serializer and by the genuine one. */
@Timeout(120)
final class GenuineValuesTest {
  private static final String ECHO = "for item in channel: channel.send(item)";

  /** The genuine one reads what it is given, and writes it again. */
  private static final String GENUINE =
      """
      import execnet
      for item in channel:
          channel.send(execnet.dumps(execnet.loads(item)))
      """;

  @Test
  void everyValueComesBackFromAWorkerAsItWas() throws Exception {
    try (Group group = new Group(Surroundings.DIRECT)) {
      RawChannel channel =
          group.makegateway("popen//python=" + Interpreter.assume()).remoteExec(ECHO);
      Random random = new Random(19);
      for (int i = 0; i < 500; i++) {
        @Nullable Object value = some(random, 4);
        channel.send(Dumper.dump(value));
        assertThat(channel.receive(null).value()).isEqualTo(value);
      }
    }
  }

  @Test
  void theGenuineSerializerReadsAndWritesTheSameBytes() throws Exception {
    try (Group group = new Group(Surroundings.DIRECT)) {
      RawChannel channel =
          group.makegateway("popen//python=" + Interpreter.assumeExecnet()).remoteExec(GENUINE);
      // Its version is not known: 1 of 1.9, 2 of those after it.
      channel.send(Dumper.dump(Dumper.dumpVersioned(null, (byte) 1)));
      byte version = 1;
      try {
        channel.receive(null);
      } catch (RemoteErrorException e) {
        version = Dumper.VERSION;
        channel = group.gateways().getFirst().remoteExec(GENUINE);
      }
      Random random = new Random(23);
      for (int i = 0; i < 500; i++) {
        byte[] bytes = Dumper.dumpVersioned(some(random, 4), version);
        channel.send(Dumper.dump(bytes));
        assertThat(channel.receive(null).value()).isEqualTo(Bytes.of(bytes));
      }
    }
  }

  /** A value; its sets have one member, as those of Python have their own order. */
  private static @Nullable Object some(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 9 : 13)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> (long) random.nextInt();
      case 3 -> (1L << 31) + random.nextInt(1_000);
      case 4 -> BigInteger.ONE.shiftLeft(70).add(BigInteger.valueOf(random.nextInt()));
      case 5 -> random.nextGaussian();
      case 6 -> new Complex(random.nextDouble(), -random.nextDouble());
      case 7 -> Character.toString(1 + random.nextInt(0xd7fe)).repeat(random.nextInt(40));
      case 8 -> Bytes.of(Arrays.copyOf(new byte[] {1, -1}, random.nextInt(5)));
      case 9 -> items(random, depth);
      case 10 -> new Tuple(items(random, depth));
      case 11 -> {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          map.put("key" + random.nextInt(), some(random, depth - 1));
        }
        yield map;
      }
      default -> {
        Object member = "m" + random.nextInt();
        yield random.nextBoolean() ? Set.of(member) : new FrozenSet(List.of(member));
      }
    };
  }

  private static List<@Nullable Object> items(Random random, int depth) {
    List<@Nullable Object> items = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      items.add(some(random, depth - 1));
    }
    return items;
  }
}
