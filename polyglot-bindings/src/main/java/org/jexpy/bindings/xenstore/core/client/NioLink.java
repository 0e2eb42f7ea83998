package org.jexpy.bindings.xenstore.core.client;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A link over a local socket. The channel does not block, so that an interrupt of who waits, which
 * is in the selector then, does not close it.
 */
final class NioLink implements Link {
  private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final String name;
  private final SocketChannel channel;
  private final Selector reading;
  private final Selector writing;
  private final ReentrantLock writers = new ReentrantLock();

  private NioLink(String name, SocketChannel channel, Selector reading, Selector writing) {
    this.name = name;
    this.channel = channel;
    this.reading = reading;
    this.writing = writing;
  }

  static NioLink connect(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.configureBlocking(false);
      NioLink link = new NioLink(socket.toString(), channel, Selector.open(), Selector.open());
      channel.register(link.reading, SelectionKey.OP_READ);
      channel.register(link.writing, SelectionKey.OP_WRITE);
      return link;
    } catch (IOException | RuntimeException e) {
      channel.close();
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
    if ((events & IN) != 0) {
      int operations = SelectionKey.OP_READ | ((events & OUT) != 0 ? SelectionKey.OP_WRITE : 0);
      return select(reading, operations, nanos);
    }
    // Several may have something to write; the others find out when it is their turn.
    if (!writers.tryLock()) {
      return awaitTurn(nanos);
    }
    try {
      return select(writing, SelectionKey.OP_WRITE, nanos);
    } finally {
      writers.unlock();
    }
  }

  private Ready awaitTurn(long nanos) {
    try {
      long limit = nanos < 0 ? Long.MAX_VALUE : nanos;
      if (writers.tryLock(limit, TimeUnit.NANOSECONDS)) {
        writers.unlock();
        return Ready.READY;
      }
      return Ready.TIMEOUT;
    } catch (InterruptedException e) {
      return Ready.INTERRUPTED;
    }
  }

  private Ready select(Selector selector, int operations, long nanos) throws IOException {
    try {
      SelectionKey key = channel.keyFor(selector);
      if (key == null || !key.isValid()) {
        throw new ClosedChannelException();
      }
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
    } catch (ClosedSelectorException | java.nio.channels.CancelledKeyException e) {
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
    reading.wakeup();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  @SuppressWarnings("EmptyCatch") // nothing of it can be used any more, whatever it says
  public void close() {
    try (reading;
        writing) {
      channel.close();
    } catch (IOException e) {
      // see above
    }
  }
}
