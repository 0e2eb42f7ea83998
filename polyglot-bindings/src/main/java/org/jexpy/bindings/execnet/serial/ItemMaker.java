package org.jexpy.bindings.execnet.serial;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the values that an {@link ItemReader} finds. One makes values of Java, one only looks at
 * what is there; what is allowed is decided by the reader, for both.
 *
 * @param <T> what stands for a value
 */
interface ItemMaker<T> {
  @Nullable T none();

  T truth(boolean value);

  T integer(long value);

  T integer(BigInteger value);

  T real(double value);

  T complex(double real, double imaginary);

  /**
   * A text, or what becomes of one.
   *
   * @param opcode which kind of string it is
   */
  T string(byte opcode, byte[] from, int offset, int length);

  T channel(int id);

  /** A list of so many {@link #none}. */
  T list(int size);

  T dictionary();

  void put(T list, int index, @Nullable T value);

  void put(T dictionary, @Nullable T key, @Nullable T value);

  /** A tuple or set, by opcode. */
  T gathered(byte opcode, List<@Nullable T> items);
}
