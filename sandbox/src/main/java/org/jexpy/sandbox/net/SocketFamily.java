package org.jexpy.sandbox.net;

import java.net.StandardProtocolFamily;

/** The address families that guests may use, with Linux's numbers. */
public enum SocketFamily {
  /**
   * Path-based local sockets; neither the abstract name space nor datagrams, because NIO has
   * neither.
   */
  UNIX(1, StandardProtocolFamily.UNIX),
  /** Internet protocol version 4. */
  INET(2, StandardProtocolFamily.INET),
  /** Internet protocol version 6; always dual-stack underneath. */
  INET6(10, StandardProtocolFamily.INET6);

  private final int number;
  private final StandardProtocolFamily protocol;

  SocketFamily(int number, StandardProtocolFamily protocol) {
    this.number = number;
    this.protocol = protocol;
  }

  /** Return the value of {@code AF_…}. */
  public int number() {
    return number;
  }

  StandardProtocolFamily protocol() {
    return protocol;
  }

  /**
   * Find a family by its number.
   *
   * @param number the value of {@code AF_…}
   * @throws GuestSocketException with {@link Errno#EAFNOSUPPORT} if guests cannot have that family
   */
  public static SocketFamily of(int number) throws GuestSocketException {
    for (SocketFamily family : values()) {
      if (family.number == number) {
        return family;
      }
    }
    throw new GuestSocketException(Errno.EAFNOSUPPORT);
  }
}
