package org.jexpy.sandbox.net;

import java.io.IOException;
import java.net.BindException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Makes the channel of a stream socket that turns out to be a server, with the socket's options.
 */
final class ServerChannels {
  /** For a local socket, which is bound before its guest says how many may wait. */
  private static final int DEFAULT_BACKLOG = 128;

  private final AbstractGuestSocket socket;

  ServerChannels(AbstractGuestSocket socket) {
    this.socket = socket;
  }

  /** A server at an address that nothing of this socket holds. */
  ServerSocketChannel boundTo(SocketAddress address) throws IOException {
    ServerSocketChannel server = open();
    try {
      server.bind(address, DEFAULT_BACKLOG);
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * A server that takes over a bound channel's address without a moment in which another program
   * could get it: Linux lets two sockets that both reuse addresses hold one port while neither
   * listens.
   */
  ServerSocketChannel inPlaceOf(SocketChannel bound, int backlog) throws IOException {
    SocketAddress address = bound.getLocalAddress();
    ServerSocketChannel server = open();
    try {
      bound.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      try {
        server.bind(address, backlog);
      } catch (BindException e) {
        bound.close(); // systems that do not share like that
        server.bind(address, backlog);
      }
      boolean asked = socket.optionOr(SocketOptions.SOL_SOCKET, SocketOptions.SO_REUSEADDR, 0) != 0;
      server.setOption(StandardSocketOptions.SO_REUSEADDR, asked);
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private ServerSocketChannel open() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(socket.family().protocol());
    try {
      server.configureBlocking(false);
      socket.applyOptions(server);
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }
}
