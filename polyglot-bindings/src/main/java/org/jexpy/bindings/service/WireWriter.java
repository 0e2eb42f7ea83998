package org.jexpy.bindings.service;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jexpy.bindings.service.ServiceCodecException.Reason;

/** Writes the primitives of the wire format into a buffer that grows up to the limit. */
final class WireWriter {
  private final CodecLimits limits;
  private byte[] buffer = new byte[128];
  private int length;
  private int depth;

  WireWriter(CodecLimits limits) {
    this.limits = limits;
  }

  byte[] toBytes() {
    return Arrays.copyOf(buffer, length);
  }

  void enter(String what) {
    if (++depth > limits.maxDepth()) {
      throw new ServiceCodecException(
          Reason.TOO_DEEP, "%s: nested deeper than %d levels".formatted(what, limits.maxDepth()));
    }
  }

  void leave() {
    depth--;
  }

  void tag(Tag tag) {
    raw(tag.code());
  }

  void raw(int value) {
    reserve(1);
    buffer[length++] = (byte) value;
  }

  /** An unsigned number, seven bits a byte, the lowest first. */
  void unsigned(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      raw((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    raw((int) rest);
  }

  /** A signed number, near zero short. */
  void signed(long value) {
    unsigned((value << 1) ^ (value >> 63));
  }

  void eightBytes(long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      raw((int) (value >>> shift));
    }
  }

  void bytes(byte[] value) {
    unsigned(value.length);
    reserve(value.length);
    System.arraycopy(value, 0, buffer, length, value.length);
    length += value.length;
  }

  /** A name: text that is known to be valid, without a tag. */
  void name(String value) {
    bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  void text(String value) {
    if (isPure(value)) {
      tag(Tag.TEXT);
      name(value);
      return;
    }
    tag(Tag.TEXT16);
    byte[] units = new byte[2 * value.length()];
    for (int i = 0; i < value.length(); i++) {
      units[2 * i] = (byte) (value.charAt(i) >> 8);
      units[2 * i + 1] = (byte) value.charAt(i);
    }
    bytes(units);
  }

  /** Whether every surrogate has its other half. */
  private static boolean isPure(String value) {
    for (int i = 0; i < value.length(); i++) {
      char unit = value.charAt(i);
      if (Character.isHighSurrogate(unit)
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(unit)) {
        return false;
      }
    }
    return true;
  }

  private void reserve(int more) {
    if (more > limits.maxFrameBytes() - length) {
      throw new ServiceCodecException(
          Reason.TOO_LONG,
          "the frame is longer than %d bytes; send the data in several calls"
              .formatted(limits.maxFrameBytes()));
    }
    if (buffer.length - length < more) {
      buffer = Arrays.copyOf(buffer, Math.max(length + more, length + (length >> 1)));
    }
  }
}
