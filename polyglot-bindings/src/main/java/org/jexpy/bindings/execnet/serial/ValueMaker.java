package org.jexpy.bindings.execnet.serial;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes values of Java.
 *
 * @param coercion what becomes of strings
 * @param channels what stands for the channel of a number
 */
record ValueMaker(Coercion coercion, IntFunction<? extends Object> channels)
    implements ItemMaker<Object> {
  @Override
  public @Nullable Object none() {
    return null;
  }

  @Override
  public Object truth(boolean value) {
    return value;
  }

  @Override
  public Object integer(long value) {
    return value;
  }

  @Override
  public Object integer(BigInteger value) {
    return value;
  }

  @Override
  public Object real(double value) {
    return value;
  }

  @Override
  public Object complex(double real, double imaginary) {
    return new Complex(real, imaginary);
  }

  @Override
  public Object string(byte opcode, byte[] from, int offset, int length) {
    return switch (opcode) {
      case Opcode.BYTES -> bytes(from, offset, length);
      case Opcode.PY2_STRING ->
          coercion.py2AsPy3()
              ? new String(from, offset, length, StandardCharsets.ISO_8859_1)
              : bytes(from, offset, length);
      case Opcode.PY3_STRING ->
          coercion.py3AsPy2() ? bytes(from, offset, length) : text(from, offset, length);
      default -> text(from, offset, length);
    };
  }

  private static Object bytes(byte[] from, int offset, int length) {
    return Bytes.owned(Arrays.copyOfRange(from, offset, offset + length));
  }

  private static String text(byte[] from, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (from[i] < 0) {
        return utf8(from, offset, length);
      }
    }
    return new String(from, offset, length, StandardCharsets.ISO_8859_1);
  }

  /** Refuse a text that is none. */
  static void checkText(byte[] from, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (from[i] < 0) {
        String _ = utf8(from, offset, length);
        return;
      }
    }
  }

  private static String utf8(byte[] from, int offset, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(from, offset, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new LoadException(
          "these bytes are no value: a string that is not UTF-8, at byte " + offset);
    }
  }

  @Override
  public Object channel(int id) {
    return channels.apply(id);
  }

  @Override
  public Object list(int size) {
    return new ArrayList<>(Collections.nCopies(size, null));
  }

  @Override
  public Object dictionary() {
    return new LinkedHashMap<>();
  }

  @Override
  @SuppressWarnings("unchecked")
  public void put(Object list, int index, @Nullable Object value) {
    ((List<@Nullable Object>) list).set(index, value);
  }

  @Override
  @SuppressWarnings("unchecked")
  public void put(Object dictionary, @Nullable Object key, @Nullable Object value) {
    ((Map<@Nullable Object, @Nullable Object>) dictionary).put(key, value);
  }

  @Override
  public Object gathered(byte opcode, List<@Nullable Object> items) {
    return switch (opcode) {
      case Opcode.BUILD_TUPLE -> new Tuple(items);
      case Opcode.FROZEN_SET -> new FrozenSet(items);
      default -> new LinkedHashSet<>(items);
    };
  }
}
