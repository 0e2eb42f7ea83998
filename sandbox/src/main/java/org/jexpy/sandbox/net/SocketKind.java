package org.jexpy.sandbox.net;

/** The socket types that guests may use, with Linux's numbers. */
public enum SocketKind {
  /** A byte stream: TCP, or a local stream. */
  STREAM(1),
  /** Datagrams: UDP only. */
  DATAGRAM(2);

  private final int number;

  SocketKind(int number) {
    this.number = number;
  }

  /** Return the value of {@code SOCK_…}. */
  public int number() {
    return number;
  }

  /**
   * Find a type by its number.
   *
   * @param number the value of {@code SOCK_…}, without flags
   * @throws GuestSocketException with {@link Errno#ESOCKTNOSUPPORT} if guests cannot have that type
   */
  public static SocketKind of(int number) throws GuestSocketException {
    for (SocketKind kind : values()) {
      if (kind.number == number) {
        return kind;
      }
    }
    throw new GuestSocketException(Errno.ESOCKTNOSUPPORT);
  }
}
