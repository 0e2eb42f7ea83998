package org.jexpy.bindings.service;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jexpy.bindings.service.ServiceCodecException.Reason;

/**
 * Reads the primitives of the wire format. Never allocates more than a small multiple of the bytes
 * that are really there, whatever they claim.
 */
final class WireReader {
  private final ByteBuffer in;
  private final CodecLimits limits;
  private int depth;

  /**
   * A reader of one frame.
   *
   * @throws ServiceCodecException if the frame is longer than allowed
   */
  WireReader(byte[] frame, CodecLimits limits) {
    if (frame.length > limits.maxFrameBytes()) {
      throw new ServiceCodecException(
          Reason.TOO_LONG,
          "a frame of %d bytes; at most %d are allowed"
              .formatted(frame.length, limits.maxFrameBytes()));
    }
    this.in = ByteBuffer.wrap(frame);
    this.limits = limits;
  }

  void enter(String what) {
    if (++depth > limits.maxDepth()) {
      throw error(Reason.TOO_DEEP, what + ": nested deeper than " + limits.maxDepth() + " levels");
    }
  }

  void leave() {
    depth--;
  }

  /** The next tag, left in place. */
  Tag peek(String what) {
    require(1, what);
    Tag tag = Tag.of(in.get(in.position()));
    if (tag == null) {
      throw error(
          Reason.WRONG_KIND,
          "%s: a value begins with unknown tag %d".formatted(what, in.get(in.position())));
    }
    return tag;
  }

  Tag tag(String what) {
    Tag tag = peek(what);
    in.get();
    return tag;
  }

  void expect(Tag expected, String what) {
    Tag found = tag(what);
    if (found != expected) {
      throw wrongKind(expected.name(), found, what);
    }
  }

  ServiceCodecException wrongKind(String expected, Tag found, String what) {
    Reason reason = found == Tag.NULL ? Reason.NULL : Reason.WRONG_KIND;
    return error(reason, "%s: %s where %s is declared".formatted(what, found, expected));
  }

  int raw(String what) {
    require(1, what);
    return in.get() & 0xFF;
  }

  long unsigned(String what) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = raw(what);
      long bits = next & 0x7F;
      if (shift == 63 && bits > 1) {
        break;
      }
      value |= bits << shift;
      if ((next & 0x80) == 0) {
        return value;
      }
    }
    throw error(Reason.BAD_NUMBER, what + ": a number of more than 64 bits");
  }

  long signed(String what) {
    long value = unsigned(what);
    return (value >>> 1) ^ -(value & 1);
  }

  long eightBytes(String what) {
    require(8, what);
    return in.getLong();
  }

  /** A number of things that follow, of at least one byte each. */
  int count(String what) {
    long count = unsigned(what);
    if (count < 0 || count > in.remaining()) {
      throw error(
          Reason.TRUNCATED,
          "%s: claims %s more bytes or elements, %d bytes are left"
              .formatted(what, Long.toUnsignedString(count), in.remaining()));
    }
    return (int) count;
  }

  byte[] bytes(String what) {
    byte[] value = new byte[count(what)];
    in.get(value);
    return value;
  }

  /** Text in UTF-8, without a tag. */
  String name(String what) {
    int length = count(what);
    ByteBuffer bytes = in.slice(in.position(), length);
    in.position(in.position() + length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw error(Reason.BAD_TEXT, what + ": text that is no valid UTF-8");
    }
  }

  String text(String what) {
    Tag tag = tag(what);
    return switch (tag) {
      case TEXT -> name(what);
      case TEXT16 -> units(what);
      default -> throw wrongKind("text", tag, what);
    };
  }

  /** Ends the frame. */
  void end() {
    if (in.hasRemaining()) {
      throw error(Reason.TRAILING, in.remaining() + " bytes follow the last value");
    }
  }

  ServiceCodecException error(Reason reason, String message) {
    return new ServiceCodecException(reason, message + " (byte " + in.position() + ")");
  }

  private String units(String what) {
    byte[] bytes = bytes(what);
    if (bytes.length % 2 != 0) {
      throw error(Reason.BAD_TEXT, what + ": UTF-16 text of an odd number of bytes");
    }
    return ByteBuffer.wrap(bytes).asCharBuffer().toString();
  }

  private void require(int bytes, String what) {
    if (in.remaining() < bytes) {
      throw error(Reason.TRUNCATED, what + ": the bytes end here");
    }
  }
}
