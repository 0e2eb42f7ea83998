package org.jexpy.bindings.xenstore.core.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands in packets: strings, each with a NUL behind it. Strings are Latin-1 here, so that
 * each byte is a character, and none is lost.
 */
public final class Payload {
  private static final byte[] NONE = {};

  private Payload() {}

  /** Nothing at all. */
  public static byte[] empty() {
    return NONE;
  }

  /**
   * Put strings in a row.
   *
   * @param strings the strings, of Latin-1 characters, without NUL
   * @return each with a NUL behind it
   * @throws IllegalArgumentException if a string has other characters, or a NUL
   */
  public static byte[] of(String... strings) {
    return of(List.of(strings));
  }

  /**
   * Put strings in a row.
   *
   * @param strings the strings, of Latin-1 characters, without NUL
   * @return each with a NUL behind it
   * @throws IllegalArgumentException if a string has other characters, or a NUL
   */
  public static byte[] of(List<String> strings) {
    int size = 0;
    for (String string : strings) {
      size += string.length() + 1;
    }
    byte[] payload = new byte[size];
    int at = 0;
    for (String string : strings) {
      byte[] bytes = bytes(string);
      System.arraycopy(bytes, 0, payload, at, bytes.length);
      at += bytes.length + 1;
    }
    return payload;
  }

  /**
   * Put a string in front of a value: a {@link Operation#WRITE}.
   *
   * @param string the string
   * @param value what stands behind its NUL, as it is
   * @throws IllegalArgumentException if the string has characters that are not Latin-1, or a NUL
   */
  public static byte[] of(String string, byte[] value) {
    byte[] payload = new byte[string.length() + 1 + value.length];
    byte[] bytes = bytes(string);
    System.arraycopy(bytes, 0, payload, 0, bytes.length);
    System.arraycopy(value, 0, payload, bytes.length + 1, value.length);
    return payload;
  }

  /** A NUL would be the end of the string, and what has no byte would become a question mark. */
  private static byte[] bytes(String string) {
    byte[] bytes = string.getBytes(StandardCharsets.ISO_8859_1);
    boolean fits = bytes.length == string.length();
    for (int at = 0; fits && at < bytes.length; at++) {
      fits = bytes[at] != 0 && (bytes[at] != '?' || string.charAt(at) == '?');
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "the string '%s' cannot be sent (allowed: the characters U+0001 to U+00FF)"
              .formatted(string.replace("\0", "\\0")));
    }
    return bytes;
  }

  /**
   * How many strings there are.
   *
   * @param payload the payload
   * @return how many NULs it has; -1 if something stands behind the last
   */
  public static int count(byte[] payload) {
    int count = 0;
    for (byte one : payload) {
      if (one == 0) {
        count++;
      }
    }
    return payload.length > 0 && payload[payload.length - 1] != 0 ? -1 : count;
  }

  /**
   * Take strings apart.
   *
   * @param payload the payload; what stands behind its last NUL is left out
   * @return the strings, without their NULs
   */
  public static List<String> strings(byte[] payload) {
    List<String> strings = new ArrayList<>();
    int from = 0;
    for (int at = indexOfNul(payload, from); at >= 0; at = indexOfNul(payload, from)) {
      strings.add(text(payload, from, at));
      from = at + 1;
    }
    return strings;
  }

  /**
   * Find a NUL.
   *
   * @param payload the payload
   * @param from where to begin
   * @return where it stands; -1 if there is none
   */
  public static int indexOfNul(byte[] payload, int from) {
    for (int at = from; at < payload.length; at++) {
      if (payload[at] == 0) {
        return at;
      }
    }
    return -1;
  }

  /**
   * A part as a string.
   *
   * @param payload the payload
   * @param from its first byte
   * @param to the byte behind it
   */
  public static String text(byte[] payload, int from, int to) {
    return new String(payload, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
