package org.jexpy.bindings.xenstore.core.wire;

import java.util.OptionalInt;

/** Numbers as C reads them, since what xenstored takes for a number is what C does. */
public final class CNumber {
  private CNumber() {}

  /**
   * Read what stands at the front, and overlook the rest: {@code atoi}.
   *
   * @param text the text
   * @return its lower 32 bits; 0 if no number stands there
   */
  public static int leading(String text) {
    return (int) leadingLong(text);
  }

  /**
   * The same of 64 bits: {@code atol}.
   *
   * @param text the text
   * @return the number, or the one nearest to it that has 64 bits; 0 if none stands there
   */
  public static long leadingLong(String text) {
    return new Scan(text, 10).value();
  }

  /**
   * Read all of it, with {@code 0x} and {@code 0} as prefixes of base 16 and 8: {@code strtol}.
   *
   * @param text the text
   * @return its lower 32 bits; nothing if it is no number, or more than that
   */
  public static OptionalInt whole(String text) {
    Scan scan = new Scan(text, 0);
    return scan.digits > 0 && scan.at == text.length()
        ? OptionalInt.of((int) scan.value())
        : OptionalInt.empty();
  }

  private static final class Scan {
    private final String text;
    private final boolean negative;
    private final int base;
    private long magnitude;
    private boolean overflown;
    private int digits;
    private int at;

    Scan(String text, int wanted) {
      this.text = text;
      while (at < text.length() && isSpace(text.charAt(at))) {
        at++;
      }
      negative = peek() == '-';
      if (negative || peek() == '+') {
        at++;
      }
      base = wanted == 0 ? prefix() : wanted;
      for (int digit = digit(at); digit >= 0; digit = digit(at)) {
        at++;
        digits++;
        overflown |= magnitude > (Long.MAX_VALUE - digit) / base;
        magnitude = overflown ? Long.MAX_VALUE : magnitude * base + digit;
      }
    }

    long value() {
      if (overflown) {
        return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
      }
      return negative ? -magnitude : magnitude;
    }

    /** Passes 0x, if a digit follows; the zero of an octal number is one of its digits. */
    private int prefix() {
      if (peek() != '0') {
        return 10;
      }
      boolean hexadecimal =
          at + 2 < text.length()
              && (text.charAt(at + 1) | 0x20) == 'x'
              && Character.digit(text.charAt(at + 2), 16) >= 0;
      if (hexadecimal) {
        at += 2;
      }
      return hexadecimal ? 16 : 8;
    }

    private char peek() {
      return at < text.length() ? text.charAt(at) : '\0';
    }

    private int digit(int place) {
      return place < text.length() ? Character.digit(text.charAt(place), base) : -1;
    }

    private static boolean isSpace(char one) {
      return one == ' ' || (one >= '\t' && one <= '\r');
    }
  }
}
