package org.jexpy.bindings.execnet.group;

/**
 * Where a server listens.
 *
 * @param host name or address
 * @param port port
 */
record HostPort(String host, int port) {
  private static final int MAX_PORT = 65_535;

  /**
   * Read {@code host:port} or {@code [address]:port}; nothing before the colon is this machine.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static HostPort of(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? text : text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (colon < 0 || (host.contains(":") && !bracketed)) {
      throw wrong(text);
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (port < 0 || port > MAX_PORT) {
        throw wrong(text);
      }
      String name = bracketed ? host.substring(1, host.length() - 1) : host;
      return new HostPort(name.isEmpty() ? "localhost" : name, port);
    } catch (NumberFormatException e) {
      throw wrong(text);
    }
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "'%s' is no address of a server (expected: host:port or [address]:port)".formatted(text));
  }
}
