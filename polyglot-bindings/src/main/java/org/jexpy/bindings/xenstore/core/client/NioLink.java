package org.jexpy.bindings.xenstore.core.client;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A link over a local socket. The channel does not block, so that an interrupt of who waits, which
 * is in the selector then, does not close it.
 */
final class NioLink implements Link {
  private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final String name;
  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;

  private NioLink(String name, SocketChannel channel, Selector selector) throws IOException {
    this.name = name;
    this.channel = channel;
    this.selector = selector;
    this.key = channel.register(selector, SelectionKey.OP_READ);
  }

  /** Connect; a server that is there and accepts nobody is waited for until an interrupt. */
  static NioLink connect(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.configureBlocking(false);
      return over(socket.toString(), channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static NioLink over(String name, SocketChannel channel) throws IOException {
    Selector selector = Selector.open();
    try {
      return new NioLink(name, channel, selector);
    } catch (IOException | RuntimeException e) {
      selector.close();
      throw e;
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return channel.write(from);
  }

  @Override
  public Ready await(int events, long nanos) throws IOException {
    int operations =
        ((events & IN) != 0 ? SelectionKey.OP_READ : 0)
            | ((events & OUT) != 0 ? SelectionKey.OP_WRITE : 0);
    try {
      if (key.interestOps() != operations) {
        key.interestOps(operations);
      }
      int found =
          nanos == 0
              ? selector.selectNow(ready -> {})
              : selector.select(ready -> {}, nanos < 0 ? 0 : millis(nanos));
      if (found > 0) {
        return Ready.READY;
      }
      return Thread.interrupted() ? Ready.INTERRUPTED : Ready.TIMEOUT;
    } catch (ClosedSelectorException | CancelledKeyException e) {
      ClosedChannelException closed = new ClosedChannelException();
      closed.initCause(e);
      throw closed;
    }
  }

  /** A selector counts in milliseconds; too long is better than round and round. */
  private static long millis(long nanos) {
    return Math.max(1, Math.ceilDiv(nanos, NANOS_PER_MILLI));
  }

  @Override
  public void wake() {
    selector.wakeup();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  @SuppressWarnings("EmptyCatch") // nothing of it can be used any more, whatever it says
  public void close() {
    try (selector) {
      channel.close();
    } catch (IOException e) {
      // see above
    }
  }
}
