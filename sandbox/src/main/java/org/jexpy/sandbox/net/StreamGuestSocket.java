package org.jexpy.sandbox.net;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A TCP or local stream socket.
 *
 * <p>NIO has two classes where the system has one kind of socket, and the guest says only late
 * whether a bound socket connects or listens. So a stream begins as a {@link SocketChannel}; {@link
 * #listen} replaces it by a {@link ServerSocketChannel} of the same address. Local sockets become
 * servers at once when bound, as their path cannot be bound twice.
 */
final class StreamGuestSocket extends AbstractGuestSocket {

  private enum State {
    FRESH,
    BOUND,
    LISTENING,
    CONNECTING,
    CONNECTED,
    /** The last attempt failed and took the channel with it; the next one gets a new channel. */
    FAILED
  }

  private final boolean unnamed;
  private final ServerChannels servers = new ServerChannels(this);
  private final PeekedBytes peeked = new PeekedBytes();
  private volatile SelectableChannel channel;
  private volatile State state;
  private volatile boolean acceptEnded;
  private volatile boolean inputEnded;
  private volatile boolean outputEnded;
  private volatile @Nullable Errno error;

  private StreamGuestSocket(
      SocketTable table, SocketFamily family, SocketChannel channel, State state, boolean unnamed)
      throws GuestSocketException {
    super(table, family, SocketKind.STREAM);
    this.channel = channel;
    this.state = state;
    this.unnamed = unnamed;
    try {
      channel.configureBlocking(false);
    } catch (IOException e) {
      throw GuestSocketException.of(e);
    }
  }

  static StreamGuestSocket open(SocketTable table, SocketFamily family)
      throws GuestSocketException {
    try {
      return new StreamGuestSocket(
          table, family, SocketChannel.open(family.protocol()), State.FRESH, false);
    } catch (IOException | RuntimeException e) {
      throw GuestSocketException.of(e);
    }
  }

  /** One end of a pair: connected, and without a name whatever the channel says. */
  static StreamGuestSocket unnamed(SocketTable table, SocketChannel connected)
      throws GuestSocketException {
    return new StreamGuestSocket(table, SocketFamily.UNIX, connected, State.CONNECTED, true);
  }

  @Override
  SelectableChannel channel() {
    return channel;
  }

  @Override
  boolean isListening() {
    return state == State.LISTENING;
  }

  @Override
  int operations(int events) {
    return switch (state) {
      case FRESH, BOUND, FAILED -> 0;
      case LISTENING -> (events & Readiness.IN) != 0 && !acceptEnded ? SelectionKey.OP_ACCEPT : 0;
      case CONNECTING -> events == 0 ? 0 : SelectionKey.OP_CONNECT;
      case CONNECTED ->
          ((events & Readiness.IN) != 0 ? SelectionKey.OP_READ : 0)
              | ((events & Readiness.OUT) != 0 ? SelectionKey.OP_WRITE : 0);
    };
  }

  @Override
  int standing() {
    return switch (state) {
      case FRESH, BOUND -> Readiness.OUT | Readiness.HUP;
      case FAILED -> Readiness.IN | Readiness.OUT | Readiness.ERR | Readiness.HUP;
      case LISTENING -> acceptEnded ? Readiness.IN | Readiness.HUP : 0;
      case CONNECTING -> 0;
      case CONNECTED -> peeked.isEmpty() ? 0 : Readiness.IN;
    };
  }

  @Override
  int ready(int operations) {
    if ((operations & SelectionKey.OP_CONNECT) != 0) {
      try {
        if (!finishConnect()) {
          return 0;
        }
      } catch (GuestSocketException e) {
        error = e.errno();
        return standing();
      }
      return Readiness.OUT;
    }
    int hangUp = inputEnded && (outputEnded || family() == SocketFamily.UNIX) ? Readiness.HUP : 0;
    return hangUp
        | ((operations & (SelectionKey.OP_READ | SelectionKey.OP_ACCEPT)) != 0 ? Readiness.IN : 0)
        | ((operations & SelectionKey.OP_WRITE) != 0 ? Readiness.OUT : 0);
  }

  @Override
  public synchronized void bind(GuestAddress local) throws GuestSocketException {
    requireOpen();
    table.permit(local);
    if (state == State.FAILED) {
      renew();
    }
    if (state != State.FRESH) {
      throw new GuestSocketException(Errno.EINVAL);
    }
    SocketAddress address = local.toNio();
    try {
      if (family() == SocketFamily.UNIX) {
        replace(servers.boundTo(address), State.BOUND);
      } else {
        ((SocketChannel) channel).bind(address);
        state = State.BOUND;
        changed();
      }
    } catch (IOException | RuntimeException e) {
      throw GuestSocketException.of(e);
    }
  }

  @Override
  public synchronized void listen(int backlog) throws GuestSocketException {
    requireOpen();
    if (state == State.LISTENING) {
      return;
    }
    if (state != State.BOUND && !(state == State.FRESH && family() != SocketFamily.UNIX)) {
      throw new GuestSocketException(Errno.EINVAL);
    }
    if (channel instanceof ServerSocketChannel) {
      state = State.LISTENING;
      changed();
      return;
    }
    try {
      replace(servers.inPlaceOf((SocketChannel) channel, Math.max(1, backlog)), State.LISTENING);
    } catch (IOException | RuntimeException e) {
      throw GuestSocketException.of(e);
    }
  }

  private void replace(SelectableChannel next, State nextState) throws IOException {
    SelectableChannel before = channel;
    channel = next;
    state = nextState;
    changed();
    before.close();
    flush();
  }

  /** A failed attempt has closed the channel: make another one with the same options. */
  private void renew() throws GuestSocketException {
    try {
      SocketChannel next = SocketChannel.open(family().protocol());
      next.configureBlocking(false);
      applyOptions((NetworkChannel) next);
      replace(next, State.FRESH);
    } catch (IOException | RuntimeException e) {
      throw GuestSocketException.of(e);
    }
  }

  @Override
  public @Nullable GuestSocket accept() throws GuestSocketException {
    requireOpen();
    if (state != State.LISTENING || acceptEnded) {
      throw new GuestSocketException(Errno.EINVAL);
    }
    try {
      SocketChannel accepted = ((ServerSocketChannel) channel).accept();
      if (accepted == null) {
        return null;
      }
      return table.adopt(
          accepted, () -> new StreamGuestSocket(table, family(), accepted, State.CONNECTED, false));
    } catch (IOException | RuntimeException e) {
      throw GuestSocketException.of(e);
    }
  }

  @Override
  public synchronized boolean connect(GuestAddress remote) throws GuestSocketException {
    requireOpen();
    switch (state) {
      case CONNECTED, LISTENING -> throw new GuestSocketException(Errno.EISCONN);
      case CONNECTING -> {
        if (finishConnect()) {
          return true;
        }
        throw new GuestSocketException(Errno.EALREADY);
      }
      case FAILED -> renew();
      default -> {}
    }
    table.permit(remote);
    if ((remote.family() == SocketFamily.UNIX) != (family() == SocketFamily.UNIX)) {
      throw new GuestSocketException(Errno.EAFNOSUPPORT);
    }
    if (!(channel
        instanceof
        SocketChannel client)) { // a local socket with a name of its own that connects after all
      throw new GuestSocketException(Errno.EOPNOTSUPP);
    }
    SocketAddress address = remote.toNio();
    try {
      state = State.CONNECTING;
      boolean connected = client.connect(address);
      if (connected) {
        state = State.CONNECTED;
      }
      changed();
      return connected;
    } catch (IOException | RuntimeException e) {
      state = client.isOpen() ? State.FRESH : State.FAILED;
      changed();
      flush();
      throw GuestSocketException.of(e);
    }
  }

  /** Look whether the attempt has ended; throws its failure once. */
  private synchronized boolean finishConnect() throws GuestSocketException {
    if (state != State.CONNECTING) {
      return state == State.CONNECTED;
    }
    try {
      if (!((SocketChannel) channel).finishConnect()) {
        return false;
      }
      state = State.CONNECTED;
      changed();
      return true;
    } catch (IOException | RuntimeException e) {
      requireOpen();
      state = State.FAILED;
      changed();
      flush();
      throw GuestSocketException.of(e);
    }
  }

  @Override
  public @Nullable Errno takeError() throws GuestSocketException {
    requireOpen();
    try {
      finishConnect();
    } catch (GuestSocketException e) {
      return e.errno();
    }
    Errno taken = error;
    error = null;
    return taken;
  }

  /** The channel to read from and write to; a connection attempt that has just ended counts. */
  private SocketChannel connected() throws GuestSocketException {
    requireOpen();
    if (state == State.CONNECTED || (state == State.CONNECTING && finishConnect())) {
      return (SocketChannel) channel;
    }
    throw new GuestSocketException(Errno.ENOTCONN);
  }

  @Override
  public int read(ByteBuffer into) throws GuestSocketException {
    int waiting = peeked.take(into);
    if (waiting >= 0) {
      changed();
      return waiting;
    }
    if (state == State.CONNECTING && !finishConnect()) {
      return WOULD_BLOCK;
    }
    SocketChannel from = connected();
    try {
      int size = from.read(into);
      if (size == 0) {
        return into.hasRemaining() ? WOULD_BLOCK : 0;
      }
      if (size < 0) {
        inputEnded = true;
        return 0;
      }
      return size;
    } catch (IOException | RuntimeException e) {
      throw GuestSocketException.of(e);
    }
  }

  @Override
  public int peek(ByteBuffer into) throws GuestSocketException {
    SocketChannel from = connected();
    try {
      int size = peeked.look(from, into);
      if (size >= 0) {
        changed();
        return size;
      }
    } catch (IOException | RuntimeException e) {
      throw GuestSocketException.of(e);
    }
    return read(into); // nothing yet, or the end: both stay as they are
  }

  @Override
  public int receive(ByteBuffer into, @Nullable GuestAddress[] sender) throws GuestSocketException {
    sender[0] = null;
    return read(into);
  }

  @Override
  public int write(ByteBuffer from) throws GuestSocketException {
    if (state == State.CONNECTING && !finishConnect()) {
      return WOULD_BLOCK;
    }
    if (state != State.CONNECTED && state != State.CONNECTING) {
      requireOpen();
      throw new GuestSocketException(family() == SocketFamily.UNIX ? Errno.ENOTCONN : Errno.EPIPE);
    }
    SocketChannel to = connected();
    try {
      int wanted = from.remaining();
      int size = to.write(from);
      return size == 0 && wanted > 0 ? WOULD_BLOCK : size;
    } catch (ClosedChannelException e) {
      throw new GuestSocketException(to.isOpen() && outputEnded ? Errno.EPIPE : Errno.EBADF);
    } catch (IOException | RuntimeException e) {
      throw GuestSocketException.of(e);
    }
  }

  @Override
  public int send(ByteBuffer from, GuestAddress to) throws GuestSocketException {
    if (state == State.CONNECTED) {
      throw new GuestSocketException(Errno.EISCONN);
    }
    return write(from);
  }

  @Override
  public void shutdown(boolean input, boolean output) throws GuestSocketException {
    requireOpen();
    if (state == State.LISTENING) {
      acceptEnded = acceptEnded || input;
      changed();
      return;
    }
    SocketChannel open = connected();
    try {
      if (input) {
        open.shutdownInput();
      }
      if (output) {
        outputEnded = true;
        open.shutdownOutput();
      }
    } catch (IOException | RuntimeException e) {
      throw GuestSocketException.of(e);
    }
  }

  @Override
  public GuestAddress localAddress() throws GuestSocketException {
    requireOpen();
    try {
      SocketAddress local = unnamed ? null : ((NetworkChannel) channel).getLocalAddress();
      return local == null ? noAddress() : GuestAddress.of(local);
    } catch (ClosedChannelException e) { // a failed attempt took the channel
      return noAddress();
    } catch (IOException e) {
      throw GuestSocketException.of(e);
    }
  }

  private GuestAddress noAddress() {
    return family() == SocketFamily.UNIX
        ? GuestAddress.Unix.UNNAMED
        : DatagramGuestSocket.wildcard(family());
  }

  @Override
  public GuestAddress remoteAddress() throws GuestSocketException {
    SocketChannel open = connected();
    try {
      SocketAddress remote = unnamed ? null : open.getRemoteAddress();
      return remote == null ? GuestAddress.Unix.UNNAMED : GuestAddress.of(remote);
    } catch (IOException e) {
      throw GuestSocketException.of(e);
    }
  }

  @Override
  void closeChannel() {
    try {
      channel.close();
    } catch (IOException e) {
      // the descriptor is gone whatever close reports; a guest learns of lost data from the peer
    }
  }
}
