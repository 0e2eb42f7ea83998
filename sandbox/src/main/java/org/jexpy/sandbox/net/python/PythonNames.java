package org.jexpy.sandbox.net.python;

import java.util.stream.Collectors;
import org.jexpy.sandbox.GuestVisible;
import org.jexpy.sandbox.net.GuestAddress;
import org.jexpy.sandbox.net.GuestSockets;

/** The host side of Python's name functions. */
public final class PythonNames {

  private final GuestSockets sockets;

  PythonNames(GuestSockets sockets) {
    this.sockets = sockets;
  }

  /**
   * Resolve a name or a number.
   *
   * @param host the name
   * @param port the port it is wanted for, 0 if none
   * @return numeric addresses between null characters, empty if unknown
   */
  @GuestVisible
  public Object resolve(String host, int port) {
    return Result.guardAny(
        () ->
            sockets.resolve(host, port).stream()
                .map(address -> new GuestAddress.Inet(address, 0).host())
                .collect(Collectors.joining("\0")));
  }

  /** Find the name of a numeric address; empty if it has none. */
  @GuestVisible
  public Object reverse(String host) {
    return Result.guardAny(() -> sockets.nameOf(host));
  }

  /** The name of this machine. */
  @GuestVisible
  public String hostname() {
    return sockets.hostName();
  }
}
