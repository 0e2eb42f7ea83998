package org.jexpy.bindings.execnet.serial;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the steps of a dump into one array that grows. */
final class ItemWriter {
  /** What an array of Java can hold, on every JVM. */
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private byte[] content = new byte[64];
  private int size;

  byte[] toBytes() {
    return Arrays.copyOf(content, size);
  }

  void op(byte opcode) {
    room(1);
    content[size++] = opcode;
  }

  void op(byte opcode, int operand) {
    room(5);
    content[size++] = opcode;
    putInt(operand);
  }

  void op(byte opcode, byte[] operand) {
    room(5L + operand.length);
    content[size++] = opcode;
    putInt(operand.length);
    System.arraycopy(operand, 0, content, size, operand.length);
    size += operand.length;
  }

  void integer(long value) {
    if (value == (int) value) {
      op(Opcode.INT, (int) value);
    } else {
      op(Opcode.LONG_INT, Long.toString(value).getBytes(StandardCharsets.US_ASCII));
    }
  }

  void integer(BigInteger value) {
    if (value.bitLength() < Long.SIZE) {
      integer(value.longValue());
    } else {
      op(Opcode.LONG_INT, value.toString().getBytes(StandardCharsets.US_ASCII));
    }
  }

  void real(double value) {
    room(9);
    content[size++] = Opcode.FLOAT;
    putDouble(value);
  }

  void complex(Complex value) {
    room(17);
    content[size++] = Opcode.COMPLEX;
    putDouble(value.real());
    putDouble(value.imaginary());
  }

  /** A text of Python 3. */
  void text(String value) {
    int length = value.length();
    room(5L + length);
    int start = size + 5;
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        op(Opcode.PY3_STRING, utf8(value));
        return;
      }
      content[start + i] = (byte) c;
    }
    content[size++] = Opcode.PY3_STRING;
    putInt(length);
    size += length;
  }

  private static byte[] utf8(String value) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
      byte[] content = new byte[bytes.remaining()];
      bytes.get(content);
      return content;
    } catch (CharacterCodingException e) {
      throw new DumpException("strings must be utf-8 encodable");
    }
  }

  private void putInt(int value) {
    content[size] = (byte) (value >> 24);
    content[size + 1] = (byte) (value >> 16);
    content[size + 2] = (byte) (value >> 8);
    content[size + 3] = (byte) value;
    size += 4;
  }

  private void putDouble(double value) {
    long bits = Double.doubleToRawLongBits(value);
    putInt((int) (bits >> 32));
    putInt((int) bits);
  }

  private void room(long more) {
    long needed = size + more;
    if (needed > content.length) {
      if (needed > LARGEST) {
        throw new DumpException(
            "the item is too long: %d bytes (allowed: %d)".formatted(needed, LARGEST));
      }
      content = Arrays.copyOf(content, (int) Math.min(LARGEST, Math.max(needed, 2L * size)));
    }
  }
}
