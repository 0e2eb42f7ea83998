package org.jexpy.host.xenstore;

import java.io.ByteArrayOutputStream;

/**
 * Values as the {@code xenstore-*} tools show and take them: printable ASCII as it is, everything
 * else behind a backslash (specification §3.2).
 */
final class ValueText {
  private ValueText() {}

  /**
   * A value on one line.
   *
   * @param value its bytes
   */
  static String of(byte[] value) {
    StringBuilder text = new StringBuilder();
    for (byte one : value) {
      switch (one) {
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\\' -> text.append("\\\\");
        default -> {
          if (one >= ' ' && one < 0x7f) {
            text.append((char) one);
          } else {
            text.append("\\%03o".formatted(one & 0xff));
          }
        }
      }
    }
    return text.toString();
  }

  /**
   * The value that a text stands for: {@code \t}, {@code \n}, {@code \r}, {@code \\}, {@code \xHH}
   * and up to three octal digits behind a backslash; any other character behind one is itself.
   *
   * @param text the text; characters beyond ASCII are UTF-8
   */
  static byte[] parse(String text) {
    byte[] from = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    int at = 0;
    while (at < from.length) {
      byte one = from[at++];
      if (one != '\\' || at == from.length) {
        value.write(one);
        continue;
      }
      byte kind = from[at++];
      switch (kind) {
        case 't' -> value.write('\t');
        case 'n' -> value.write('\n');
        case 'r' -> value.write('\r');
        case 'x' -> at = digits(from, at, 2, 16, value, kind);
        default -> {
          if (Character.digit(kind, 8) >= 0) {
            at = digits(from, at - 1, 3, 8, value, kind);
          } else {
            value.write(kind);
          }
        }
      }
    }
    return value.toByteArray();
  }

  /** Reads a number; without a digit it is none, and the letter stands for itself. */
  private static int digits(
      byte[] from, int start, int most, int base, ByteArrayOutputStream value, byte letter) {
    int number = 0;
    int at = start;
    while (at < from.length && at < start + most && Character.digit(from[at], base) >= 0) {
      number = number * base + Character.digit(from[at], base);
      at++;
    }
    value.write(at == start ? letter : number);
    return at;
  }
}
