package org.jexpy.sandbox.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/** A UDP socket. */
final class DatagramGuestSocket extends AbstractGuestSocket {

  private final DatagramChannel channel;
  private final Object peekLock = new Object();
  private volatile @Nullable Datagram peeked;

  private record Datagram(ByteBuffer bytes, GuestAddress sender) {}

  private DatagramGuestSocket(SocketTable table, SocketFamily family, DatagramChannel channel) {
    super(table, family, SocketKind.DATAGRAM);
    this.channel = channel;
  }

  static DatagramGuestSocket open(SocketTable table, SocketFamily family)
      throws GuestSocketException {
    try {
      DatagramChannel channel = DatagramChannel.open(family.protocol());
      channel.configureBlocking(false);
      return new DatagramGuestSocket(table, family, channel);
    } catch (IOException | RuntimeException e) {
      throw GuestSocketException.of(e);
    }
  }

  @Override
  DatagramChannel channel() {
    return channel;
  }

  @Override
  int operations(int events) {
    return ((events & Readiness.IN) != 0 ? SelectionKey.OP_READ : 0)
        | ((events & Readiness.OUT) != 0 ? SelectionKey.OP_WRITE : 0);
  }

  @Override
  int standing() {
    return peeked == null ? 0 : Readiness.IN;
  }

  @Override
  int ready(int operations) {
    return ((operations & SelectionKey.OP_READ) != 0 ? Readiness.IN : 0)
        | ((operations & SelectionKey.OP_WRITE) != 0 ? Readiness.OUT : 0);
  }

  @Override
  public void bind(GuestAddress local) throws GuestSocketException {
    table.permit(local);
    run(() -> channel.bind(local.toNio()));
  }

  @Override
  public void listen(int backlog) throws GuestSocketException {
    throw new GuestSocketException(Errno.EOPNOTSUPP);
  }

  @Override
  public GuestSocket accept() throws GuestSocketException {
    throw new GuestSocketException(Errno.EOPNOTSUPP);
  }

  @Override
  public boolean connect(GuestAddress remote) throws GuestSocketException {
    table.permit(remote);
    run(
        () -> {
          if (channel.isConnected()) {
            channel.disconnect();
          }
          channel.connect(remote.toNio());
        });
    return true;
  }

  @Override
  public int read(ByteBuffer into) throws GuestSocketException {
    return receive(into, new GuestAddress[1]);
  }

  @Override
  public int receive(ByteBuffer into, @Nullable GuestAddress[] sender) throws GuestSocketException {
    if (peeked != null) {
      synchronized (peekLock) {
        Datagram waiting = peeked;
        peeked = null;
        changed();
        if (waiting != null) {
          return give(waiting, into, sender);
        }
      }
    }
    requireOpen();
    int before = into.position();
    try {
      SocketAddress from = channel.receive(into);
      if (from == null) {
        return WOULD_BLOCK;
      }
      sender[0] = GuestAddress.of(from);
      return into.position() - before;
    } catch (IOException | RuntimeException e) {
      throw GuestSocketException.of(e);
    }
  }

  @Override
  public int peek(ByteBuffer into) throws GuestSocketException {
    synchronized (peekLock) {
      Datagram waiting = peeked;
      if (waiting == null) {
        ByteBuffer whole = ByteBuffer.allocate(65536);
        @Nullable GuestAddress[] sender = new GuestAddress[1];
        int size = receive(whole, sender);
        if (size < 0) {
          return size;
        }
        waiting = new Datagram(whole.flip(), java.util.Objects.requireNonNull(sender[0]));
        peeked = waiting;
        changed();
      }
      return give(waiting, into, new GuestAddress[1]);
    }
  }

  private static int give(Datagram waiting, ByteBuffer into, @Nullable GuestAddress[] sender) {
    int size = Math.min(waiting.bytes.remaining(), into.remaining());
    into.put(waiting.bytes.slice(0, size));
    sender[0] = waiting.sender;
    return size;
  }

  @Override
  public int write(ByteBuffer from) throws GuestSocketException {
    requireOpen();
    if (!channel.isConnected()) {
      throw new GuestSocketException(Errno.EDESTADDRREQ);
    }
    int size = from.remaining();
    try {
      int sent = channel.write(from);
      return sent == 0 && size > 0 ? WOULD_BLOCK : sent;
    } catch (IOException | RuntimeException e) {
      throw GuestSocketException.of(e);
    }
  }

  @Override
  public int send(ByteBuffer from, GuestAddress to) throws GuestSocketException {
    requireOpen();
    table.permit(to);
    int size = from.remaining();
    try {
      int sent = channel.send(from, to.toNio());
      return sent == 0 && size > 0 ? WOULD_BLOCK : sent;
    } catch (IOException | RuntimeException e) {
      throw GuestSocketException.of(e);
    }
  }

  @Override
  public void shutdown(boolean input, boolean output) throws GuestSocketException {
    requireOpen();
    if (!channel.isConnected()) {
      throw new GuestSocketException(Errno.ENOTCONN);
    }
  }

  @Override
  public GuestAddress localAddress() throws GuestSocketException {
    requireOpen();
    try {
      SocketAddress local = channel.getLocalAddress();
      return local == null ? wildcard(family()) : GuestAddress.of(local);
    } catch (IOException e) {
      throw GuestSocketException.of(e);
    }
  }

  /** The address of an internet socket that has none yet. */
  static GuestAddress wildcard(SocketFamily family) {
    try {
      return new GuestAddress.Inet(
          InetAddress.getByAddress(new byte[family == SocketFamily.INET6 ? 16 : 4]), 0);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of 4 or 16 bytes was refused", e);
    }
  }

  @Override
  public GuestAddress remoteAddress() throws GuestSocketException {
    requireOpen();
    try {
      SocketAddress remote = channel.getRemoteAddress();
      if (remote == null) {
        throw new GuestSocketException(Errno.ENOTCONN);
      }
      return GuestAddress.of(remote);
    } catch (IOException e) {
      throw GuestSocketException.of(e);
    }
  }

  @Override
  void closeChannel() {
    try {
      channel.close();
    } catch (IOException e) {
      // a datagram channel has nothing to flush: whatever close reports, the descriptor is gone
    }
  }

  private void run(NioCall call) throws GuestSocketException {
    requireOpen();
    try {
      call.run();
    } catch (IOException | RuntimeException e) {
      throw GuestSocketException.of(e);
    }
  }

  @FunctionalInterface
  interface NioCall {
    void run() throws IOException;
  }
}
