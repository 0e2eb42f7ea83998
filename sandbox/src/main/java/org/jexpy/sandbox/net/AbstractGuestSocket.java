package org.jexpy.sandbox.net;

import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** What streams and datagrams share: name, membership in poll sets, options, closing. */
abstract sealed class AbstractGuestSocket implements GuestSocket
    permits StreamGuestSocket, DatagramGuestSocket {

  final SocketTable table;
  private final SocketFamily family;
  private final SocketKind kind;
  private final Set<SelectorPollSet> sets = new CopyOnWriteArraySet<>();

  /** What the guest has set, by key: a channel made later for the same socket gets them too. */
  private final Map<Integer, Integer> options = new ConcurrentHashMap<>();

  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * The numbers the guest knows this socket by, oldest first; changed under the descriptor map's
   * lock.
   */
  private final List<Integer> descriptors = new CopyOnWriteArrayList<>();

  AbstractGuestSocket(SocketTable table, SocketFamily family, SocketKind kind) {
    this.table = table;
    this.family = family;
    this.kind = kind;
  }

  /** The channel of the moment; a stream changes it when its role becomes known. */
  abstract SelectableChannel channel();

  /** The NIO interest operations that watch for these events in the present state. */
  abstract int operations(int events);

  /** The events that are there whatever the selector says. */
  abstract int standing();

  /** Translate NIO's ready operations; a connection attempt that has ended is finished here. */
  abstract int ready(int operations);

  /** Close the channel, without telling anybody. */
  abstract void closeChannel();

  @Override
  public final int descriptor() {
    for (int descriptor : descriptors) {
      return descriptor;
    }
    return -1;
  }

  final List<Integer> descriptors() {
    return descriptors;
  }

  /** One of several numbers is gone: whoever polls it must not hear of it any more. */
  final void forget(int descriptor) {
    for (SelectorPollSet set : sets) {
      set.remove(descriptor);
    }
  }

  @Override
  public final SocketFamily family() {
    return family;
  }

  @Override
  public final SocketKind kind() {
    return kind;
  }

  @Override
  public final boolean isOpen() {
    return !closed.get();
  }

  final void requireOpen() throws GuestSocketException {
    if (closed.get()) {
      throw new GuestSocketException(Errno.EBADF);
    }
  }

  /** Tell every poll set that the channel or its state is another. */
  final void changed() {
    for (SelectorPollSet set : sets) {
      set.refresh(this);
    }
  }

  /** Have every selector let go of a channel that this socket no longer uses. */
  final void flush() {
    for (SelectorPollSet set : sets) {
      set.flush();
    }
  }

  final void joined(SelectorPollSet set) {
    sets.add(set);
  }

  final void left(SelectorPollSet set) {
    sets.remove(set);
  }

  @Override
  public int getOption(int level, int option) throws GuestSocketException {
    requireOpen();
    if (level == SocketOptions.SOL_SOCKET) {
      switch (option) {
        case SocketOptions.SO_TYPE -> {
          return kind.number();
        }
        case SocketOptions.SO_DOMAIN -> {
          return family.number();
        }
        case SocketOptions.SO_PROTOCOL -> {
          return protocol();
        }
        case SocketOptions.SO_ACCEPTCONN -> {
          return isListening() ? 1 : 0;
        }
        case SocketOptions.SO_ERROR -> {
          Errno error = takeError();
          return error == null ? 0 : error.number();
        }
        default -> {}
      }
    }
    int kept = optionOr(level, option, SocketOptions.unset(level, option));
    if (level == SocketOptions.SOL_SOCKET && option == SocketOptions.SO_REUSEADDR) {
      return kept; // the channel's own flag is set for a moment when a bound socket begins to
      // listen
    }
    return SocketOptions.get((NetworkChannel) channel(), level, option, kept);
  }

  @Override
  public void setOption(int level, int option, int value) throws GuestSocketException {
    requireOpen();
    SocketOptions.set((NetworkChannel) channel(), level, option, value);
    options.put(SocketOptions.key(level, option), value);
  }

  final int optionOr(int level, int option, int otherwise) {
    return options.getOrDefault(SocketOptions.key(level, option), otherwise);
  }

  /** Give a new channel what the guest has set on the old one. */
  final void applyOptions(NetworkChannel channel) throws GuestSocketException {
    for (Map.Entry<Integer, Integer> option : options.entrySet()) {
      SocketOptions.set(
          channel, option.getKey() >> 16, option.getKey() & 0xffff, option.getValue());
    }
  }

  private int protocol() {
    if (family == SocketFamily.UNIX) {
      return 0;
    }
    return kind == SocketKind.STREAM ? 6 : 17;
  }

  boolean isListening() {
    return false;
  }

  @Override
  public @Nullable Errno takeError() throws GuestSocketException {
    requireOpen();
    return null;
  }

  @Override
  public final Wait await(int events, long nanos) throws GuestSocketException {
    requireOpen();
    return table.waitFor(this, events, nanos);
  }

  @Override
  public final SocketPoll poll() throws GuestSocketException {
    requireOpen();
    return table.poll(this);
  }

  @Override
  public final Watch onReady(int events, Executor executor, IntConsumer callback)
      throws GuestSocketException {
    requireOpen();
    return table.watcher().watch(this, events, executor, callback);
  }

  @Override
  public final void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    closeChannel();
    for (SelectorPollSet set : sets) {
      set.closed(this);
    }
    table.forget(this);
  }
}
