package org.jexpy.bindings.execnet.serial;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes values of bytes (§5), those of {@link Dumper}'s table: an integer is a {@link Long}, or a
 * {@link BigInteger} if it does not fit; a list an {@link ArrayList}; a dictionary and a set keep
 * their order. Malformed bytes of every kind are a {@link LoadException}.
 */
public final class Loader {
  private Loader() {}

  /**
   * The value of what a gateway sends: bytes without a version.
   *
   * @param bytes the bytes
   * @param coercion what becomes of strings
   * @param channels what stands for the channel of a number
   * @return the value
   * @throws LoadException if they are no value
   */
  public static @Nullable Object load(
      byte[] bytes, Coercion coercion, IntFunction<? extends Object> channels) {
    return load(bytes, 0, new ValueMaker(coercion, channels));
  }

  /**
   * The value of what execnet's {@code dumps} gives, of all its versions.
   *
   * @param bytes the bytes
   * @param coercion what becomes of strings; by itself execnet uses {@link Coercion#NONE} here
   * @return the value
   * @throws LoadException if they are no value, or a channel is in it
   */
  public static @Nullable Object loadVersioned(byte[] bytes, Coercion coercion) {
    if (bytes.length == 0 || bytes[0] < 1 || bytes[0] > Dumper.VERSION) {
      throw new LoadException(
          "wrong dumpformat version %s (expected: b'\\x01' or b'\\x02')"
              .formatted(bytes.length == 0 ? "b''" : "b'\\x%02x'".formatted(bytes[0])));
    }
    return load(
        bytes,
        1,
        new ValueMaker(
            coercion,
            id -> {
              throw new LoadException(
                  "a channel (%d) can only be loaded by a gateway".formatted(id));
            }));
  }

  private static @Nullable Object load(byte[] bytes, int from, ValueMaker maker) {
    return new ItemReader<>(bytes, from, bytes.length, maker, ItemLimits.DEFAULT).read();
  }
}
