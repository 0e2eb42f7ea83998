package org.jexpy.sandbox.js;

import org.graalvm.polyglot.Value;

/** Bytes between Java and JavaScript: one call per buffer, never one per byte. */
final class Buffers {
  private Buffers() {}

  /** Copies a part of an {@code ArrayBuffer}. */
  static byte[] copy(Value buffer, int offset, int length) {
    byte[] bytes = new byte[length];
    if (length > 0) {
      buffer.readBuffer(offset, bytes, 0, length);
    }
    return bytes;
  }
}
