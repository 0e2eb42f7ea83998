package org.jexpy.sandbox.permission;

import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;

/**
 * The two parts of an address in the one form in which they are compared: {@code host:port}, {@code
 * [v6]:port}, {@code v6} or {@code host}. Either part may be empty.
 *
 * @param host in lower case, a number in its canonical form, a name of other scripts in its ASCII
 *     form, without the dot of the root
 * @param port without leading zeros
 */
record HostPort(String host, String port) {
  private static final int LAST_PORT = 65535;

  /** The names by which one says "this machine". */
  private static final Set<String> LOOPBACK =
      Set.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "0.0.0.0", "0:0:0:0:0:0:0:0");

  /** Take an address apart. Never fails: what is no address equals nothing but itself. */
  static HostPort parse(String text) {
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      if (end > 0) {
        String rest = text.substring(end + 1);
        return of(text.substring(1, end), rest.startsWith(":") ? rest.substring(1) : rest);
      }
    }
    int colon = text.indexOf(':');
    if (colon >= 0 && colon == text.lastIndexOf(':')) {
      return of(text.substring(0, colon), text.substring(colon + 1));
    }
    return of(text, "");
  }

  /**
   * Take a value of a flag apart.
   *
   * @throws IllegalArgumentException if it is not one
   */
  static HostPort parseValue(String text) {
    HostPort value = parse(text);
    if (text.indexOf('/') >= 0 || (value.host().isEmpty() && value.port().isEmpty())) {
      throw new IllegalArgumentException(
          "permission 'net' got '%s'; expected HOST, HOST:PORT, :PORT, [IPV6]:PORT or unix:PATH, neither a URL nor a range"
              .formatted(text));
    }
    if (!value.port().isEmpty() && !isPort(value.port())) {
      throw new IllegalArgumentException(
          "permission 'net' got port '%s' in '%s'; expected 0 to %d"
              .formatted(value.port(), text, LAST_PORT));
    }
    return value;
  }

  /** Whether this, as the value of a flag, covers the host of an address. */
  boolean coversHost(HostPort wanted) {
    return host.isEmpty()
        || host.equals("*")
        || host.equals(wanted.host)
        || (host.startsWith("*.") && wanted.host.endsWith(host.substring(1)));
  }

  /**
   * Whether this means this machine and the other leads to it: a denial of one of its names holds
   * for all its loopback addresses, and for the unspecified one.
   */
  boolean isLoopbackAs(HostPort wanted) {
    return LOOPBACK.contains(host) && wanted.isLoopback();
  }

  /** All of 127.0.0.0/8 leads to this machine. */
  private boolean isLoopback() {
    return LOOPBACK.contains(host) || (host.startsWith("127.") && isDotted(host));
  }

  private static HostPort of(String host, String port) {
    String digits = isPort(port) ? Integer.toString(Integer.parseInt(port)) : port;
    return new HostPort(canonical(host), digits);
  }

  private static boolean isPort(String text) {
    return !text.isEmpty()
        && text.length() <= 5
        && text.chars().allMatch(c -> c >= '0' && c <= '9')
        && Integer.parseInt(text) <= LAST_PORT;
  }

  private static String canonical(String host) {
    if (host.indexOf(':') >= 0 || isDotted(host)) {
      try {
        return InetAddress.ofLiteral(host).getHostAddress();
      } catch (IllegalArgumentException e) {
        return host.toLowerCase(Locale.ROOT);
      }
    }
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (name.chars().anyMatch(c -> c > 127)) {
      try {
        name = IDN.toASCII(name);
      } catch (IllegalArgumentException e) {
        // No name of a host: it equals nothing but itself.
      }
    }
    return name.toLowerCase(Locale.ROOT);
  }

  private static boolean isDotted(String host) {
    return !host.isEmpty() && host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }
}
