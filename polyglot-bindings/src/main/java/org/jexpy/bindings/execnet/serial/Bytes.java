package org.jexpy.bindings.execnet.serial;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that are equal by what is in them, as Python's {@code bytes}; nobody can change them. */
public final class Bytes {
  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /**
   * Bytes.
   *
   * @param content what is in them; copied
   */
  public static Bytes of(byte... content) {
    return new Bytes(content.clone());
  }

  /**
   * The bytes of a text of Latin-1.
   *
   * @param text each of its characters is one byte
   */
  public static Bytes ofLatin1(String text) {
    return new Bytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Bytes that nobody else holds. */
  static Bytes owned(byte[] content) {
    return new Bytes(content);
  }

  /** What is in them, without a copy: not to be changed. */
  byte[] shared() {
    return content;
  }

  /** A copy of what is in them. */
  public byte[] toArray() {
    return content.clone();
  }

  /** What is in them, to be read only. */
  public ByteBuffer asBuffer() {
    return ByteBuffer.wrap(content).asReadOnlyBuffer();
  }

  /** How many there are. */
  public int size() {
    return content.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return "Bytes[" + content.length + "]";
  }
}
