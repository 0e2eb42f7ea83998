package org.jexpy.sandbox.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/** The address of one end of a guest socket. */
public sealed interface GuestAddress {

  /** The family this address belongs to. */
  SocketFamily family();

  /**
   * How permissions and the audit log name this address: {@code host:port}, {@code [v6]:port} or
   * {@code unix:/path}.
   */
  String resource();

  /** An internet address whose host is already an IP address. */
  record Inet(InetAddress address, int port) implements GuestAddress {
    @Override
    public SocketFamily family() {
      return address instanceof Inet6Address ? SocketFamily.INET6 : SocketFamily.INET;
    }

    /** The numeric text as C libraries print it, without a scope. */
    public String host() {
      return InetText.format(address);
    }

    /** The IPv6 scope number, 0 if there is none. */
    public int scope() {
      return address instanceof Inet6Address six ? six.getScopeId() : 0;
    }

    @Override
    public String resource() {
      String host = host();
      return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
  }

  /** A path-based local address; the empty path is an unnamed socket. */
  record Unix(String path) implements GuestAddress {
    /** The address of a socket without a name. */
    public static final Unix UNNAMED = new Unix("");

    @Override
    public SocketFamily family() {
      return SocketFamily.UNIX;
    }

    @Override
    public String resource() {
      return "unix:" + path;
    }
  }

  /** Return NIO's form of this address. */
  default SocketAddress toNio() throws GuestSocketException {
    return switch (this) {
      case Inet inet -> new InetSocketAddress(inet.address(), inet.port());
      case Unix unix -> unixAddress(unix.path());
    };
  }

  private static SocketAddress unixAddress(String path) throws GuestSocketException {
    if (path.isEmpty() || path.charAt(0) == '\0') {
      throw new GuestSocketException(Errno.EINVAL); // NIO has no abstract name space
    }
    return UnixDomainSocketAddress.of(path);
  }

  /** Translate NIO's address. */
  static GuestAddress of(SocketAddress address) {
    return switch (address) {
      case InetSocketAddress inet -> new Inet(inet.getAddress(), inet.getPort());
      case UnixDomainSocketAddress unix -> new Unix(unix.getPath().toString());
      default ->
          throw new IllegalArgumentException(
              "address: " + address + " (expected an internet or Unix address)");
    };
  }
}
