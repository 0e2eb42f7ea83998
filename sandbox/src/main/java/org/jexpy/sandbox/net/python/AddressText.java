package org.jexpy.sandbox.net.python;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jexpy.sandbox.net.GuestAddress;
import org.jexpy.sandbox.net.GuestSockets;
import org.jexpy.sandbox.net.SocketFamily;
import org.jspecify.annotations.Nullable;

/** Addresses as they cross the boundary: one text with fields between null characters. */
final class AddressText {

  /** An address could not be made; the code is one of {@link Result}. */
  static final class Unresolved extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final int code;

    Unresolved(int code) {
      super("unresolved", null, false, false);
      this.code = code;
    }
  }

  private AddressText() {}

  /**
   * Write an address.
   *
   * @param socketFamily the family of the socket, whose form the guest expects: an IPv6 socket
   *     shows an IPv4 peer as a mapped address
   * @return {@code path}, {@code host\0port} or {@code host\0port\0scope}
   */
  static String write(GuestAddress address, SocketFamily socketFamily) {
    return switch (address) {
      case GuestAddress.Unix unix -> unix.path();
      case GuestAddress.Inet inet -> {
        if (socketFamily == SocketFamily.INET) {
          yield inet.host() + "\0" + inet.port();
        }
        yield mapped(inet) + "\0" + inet.port() + "\0" + inet.scope();
      }
    };
  }

  private static String mapped(GuestAddress.Inet inet) {
    if (inet.address() instanceof Inet6Address) {
      return inet.host();
    }
    return inet.address().isAnyLocalAddress() ? "::" : "::ffff:" + inet.host();
  }

  /**
   * Make an address of what the guest gave.
   *
   * @param host a path, a number, a name, {@code ""} for any address
   * @throws Unresolved if the name has no address of that family
   */
  static GuestAddress read(
      GuestSockets sockets, SocketFamily family, String host, int port, int scope) {
    if (family == SocketFamily.UNIX) {
      return new GuestAddress.Unix(host);
    }
    return new GuestAddress.Inet(scoped(inet(sockets, family, host, port), scope), port);
  }

  private static InetAddress inet(
      GuestSockets sockets, SocketFamily family, String host, int port) {
    if (host.isEmpty()) {
      return numeric(family == SocketFamily.INET6 ? "::" : "0.0.0.0");
    }
    if (host.equals("<broadcast>")) {
      return numeric("255.255.255.255");
    }
    List<InetAddress> found = sockets.resolve(host, port);
    if (found.isEmpty()) {
      throw new Unresolved(Result.NO_NAME);
    }
    for (InetAddress address : found) {
      // the JDK turns a mapped address into the IPv4 address it stands for
      boolean fits =
          family == SocketFamily.INET6
              ? address instanceof Inet6Address || host.indexOf(':') >= 0
              : address instanceof Inet4Address && host.indexOf(':') < 0;
      if (fits) {
        return address;
      }
    }
    throw new Unresolved(Result.NO_FAMILY);
  }

  private static InetAddress numeric(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("a numeric address was not understood: " + text, e);
    }
  }

  private static InetAddress scoped(InetAddress address, int scope) {
    if (scope == 0 || !(address instanceof Inet6Address)) {
      return address;
    }
    try {
      return Inet6Address.getByAddress(null, address.getAddress(), scope);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of 16 bytes was refused", e);
    }
  }

  /** A text with its own length in front, so that bytes can follow. */
  static String prefixed(@Nullable GuestAddress address, SocketFamily family, String bytes) {
    String text = address == null ? "" : write(address, family);
    return (char) text.length() + text + bytes;
  }
}
