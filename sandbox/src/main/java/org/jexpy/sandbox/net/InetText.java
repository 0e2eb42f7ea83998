package org.jexpy.sandbox.net;

import java.net.InetAddress;

/** Numeric internet addresses as the C library's {@code inet_ntop} prints them (RFC 5952). */
final class InetText {

  private InetText() {}

  static String format(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4 ? dotted(bytes, 0) : colons(bytes);
  }

  /** Whether a host is an address, so that no resolver is needed. */
  static boolean isNumeric(String host) {
    if (host.indexOf(':') >= 0) {
      return true;
    }
    String[] parts = host.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      if (part.isEmpty()
          || part.length() > 3
          || !part.chars().allMatch(c -> c >= '0' && c <= '9')
          || Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }

  private static String dotted(byte[] bytes, int from) {
    return (bytes[from] & 0xff)
        + "."
        + (bytes[from + 1] & 0xff)
        + "."
        + (bytes[from + 2] & 0xff)
        + "."
        + (bytes[from + 3] & 0xff);
  }

  private static String colons(byte[] bytes) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
    }
    int zeros = longestZeroRun(groups);
    int start = zeros >> 8;
    int length = zeros & 0xff;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (length > 0 && i == start) {
        text.append(i == 0 ? "::" : ":");
        i += length - 1;
        continue;
      }
      if (i == 6 && start == 0 && (length == 6 || (length == 5 && groups[5] == 0xffff))) {
        return text.append(dotted(bytes, 12)).toString(); // IPv4-compatible and IPv4-mapped
      }
      text.append(Integer.toHexString(groups[i]));
      if (i < 7) {
        text.append(':');
      }
    }
    return text.toString();
  }

  /**
   * Return the start of the first longest run of two or more zero groups in the high bits and its
   * length in the low 8.
   */
  private static int longestZeroRun(int[] groups) {
    int best = 0;
    int bestLength = 0;
    int from = 0;
    for (int i = 0; i <= groups.length; i++) {
      if (i < groups.length && groups[i] == 0) {
        continue;
      }
      if (i - from > Math.max(1, bestLength)) {
        best = from;
        bestLength = i - from;
      }
      from = i + 1;
    }
    return (best << 8) | bestLength;
  }
}
