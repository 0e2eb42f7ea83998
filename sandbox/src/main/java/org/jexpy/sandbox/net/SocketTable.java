package org.jexpy.sandbox.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.resource.Handle;
import org.jexpy.sandbox.resource.ResourceKind;
import org.jspecify.annotations.Nullable;

/** The sockets of one process by descriptor, and the selectors that their waits share. */
final class SocketTable implements GuestSockets {

  private final GuestServices services;
  private final AddressPermits permits;
  private final DescriptorMap descriptors = new DescriptorMap();
  private final Map<AbstractGuestSocket, Handle> handles = new ConcurrentHashMap<>();
  private final Set<SelectorPollSet> sets = ConcurrentHashMap.newKeySet();
  private final Deque<SelectorPollSet> idle = new ConcurrentLinkedDeque<>();
  private @Nullable ReadinessWatcher watcher;
  private volatile boolean closed;

  SocketTable(GuestServices services) {
    this.services = services;
    this.permits = new AddressPermits(services.gate());
    services.resources().register(ResourceKind.SOCKET, "poll sets", this).unref();
  }

  boolean onRunner() {
    return services.runner().isCurrent();
  }

  void permit(GuestAddress address) {
    permits.check(address);
  }

  @Override
  public GuestSocket open(SocketFamily family, SocketKind kind) throws GuestSocketException {
    if (kind == SocketKind.DATAGRAM && family == SocketFamily.UNIX) {
      throw new GuestSocketException(Errno.EPROTONOSUPPORT);
    }
    return add(
        kind == SocketKind.STREAM
            ? StreamGuestSocket.open(this, family)
            : DatagramGuestSocket.open(this, family));
  }

  @FunctionalInterface
  interface Maker {
    AbstractGuestSocket make() throws GuestSocketException;
  }

  /** Make a socket of a channel, which is closed if that fails. */
  GuestSocket adopt(SelectableChannel channel, Maker maker) throws IOException {
    try {
      return add(maker.make());
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private GuestSocket add(AbstractGuestSocket socket) throws GuestSocketException {
    try {
      String name = socket.family() + " " + socket.kind();
      Handle handle = services.resources().register(ResourceKind.SOCKET, name, socket::close);
      handle.unref();
      handles.put(socket, handle);
      descriptors.add(socket);
    } catch (GuestSocketException e) {
      socket.close();
      throw e;
    } catch (IllegalStateException e) { // the process has ended
      socket.close();
      throw new GuestSocketException(Errno.EBADF);
    }
    return socket;
  }

  void forget(AbstractGuestSocket socket) {
    descriptors.removeAll(socket);
    Handle handle = handles.remove(socket);
    if (handle != null) {
      handle.release();
    }
    ReadinessWatcher watching = watcher;
    if (watching != null) {
      watching.forget(socket);
    }
  }

  void forget(SelectorPollSet set) {
    sets.remove(set);
  }

  @Override
  public List<GuestSocket> pair() throws GuestSocketException {
    try {
      Path folder =
          Files.createTempDirectory(
              "jexpy-pair"); // for its owner only, so nobody else can connect first
      Path path = folder.resolve("s");
      try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        server.bind(UnixDomainSocketAddress.of(path), 1);
        SocketChannel one = SocketChannel.open(UnixDomainSocketAddress.of(path));
        GuestSocket first = adopt(one, () -> StreamGuestSocket.unnamed(this, one));
        try {
          SocketChannel two = server.accept();
          return List.of(first, adopt(two, () -> StreamGuestSocket.unnamed(this, two)));
        } catch (IOException e) {
          first.close();
          throw e;
        }
      } finally {
        Files.deleteIfExists(path);
        Files.delete(folder);
      }
    } catch (IOException | RuntimeException e) {
      throw GuestSocketException.of(e);
    }
  }

  @Override
  public @Nullable GuestSocket find(int descriptor) {
    return descriptors.find(descriptor);
  }

  @Override
  public int duplicate(int descriptor) throws GuestSocketException {
    return descriptors.add(require(descriptor));
  }

  @Override
  public void close(int descriptor) throws GuestSocketException {
    AbstractGuestSocket socket = require(descriptor);
    if (descriptors.remove(descriptor, socket)) {
      socket.close();
    } else {
      socket.forget(descriptor);
    }
  }

  private AbstractGuestSocket require(int descriptor) throws GuestSocketException {
    AbstractGuestSocket socket = descriptors.find(descriptor);
    if (socket == null) {
      throw new GuestSocketException(Errno.EBADF);
    }
    return socket;
  }

  @Override
  public List<InetAddress> resolve(String host, int port) {
    return permits.resolve(host, port);
  }

  @Override
  public String nameOf(String host) {
    return permits.nameOf(host);
  }

  @Override
  public String hostName() {
    return permits.hostName();
  }

  @Override
  public PollSet pollSet() throws GuestSocketException {
    return newSet(false);
  }

  private SelectorPollSet newSet(boolean reportsClosed) throws GuestSocketException {
    if (closed) {
      throw new GuestSocketException(Errno.EBADF);
    }
    SelectorPollSet set = new SelectorPollSet(this, reportsClosed);
    sets.add(set);
    if (closed) {
      set.close();
    }
    return set;
  }

  @Override
  public GuestSocket.Wait select(int[] descriptors, int[] events, long nanos, PollSet.Sink sink)
      throws GuestSocketException {
    SelectorPollSet set = borrow();
    try {
      boolean unknown = false;
      for (int i = 0; i < descriptors.length; i++) {
        GuestSocket socket = find(descriptors[i]);
        if (socket == null) {
          sink.ready(descriptors[i], Readiness.NVAL);
          unknown = true;
        } else {
          set.put(descriptors[i], socket, events[i]);
        }
      }
      GuestSocket.Wait wait = set.await(unknown ? 0 : nanos, sink);
      return unknown ? GuestSocket.Wait.READY : wait;
    } finally {
      giveBack(set);
    }
  }

  private SelectorPollSet borrow() throws GuestSocketException {
    SelectorPollSet set = idle.pollFirst();
    return set == null ? newSet(true) : set;
  }

  private void giveBack(SelectorPollSet set) {
    set.reset();
    if (sets.contains(set)) {
      idle.addFirst(set);
    }
  }

  GuestSocket.Wait waitFor(AbstractGuestSocket socket, int events, long nanos)
      throws GuestSocketException {
    SelectorPollSet set = borrow();
    try {
      set.put(socket.descriptor(), socket, events);
      return set.await(nanos, (descriptor, ready) -> {});
    } finally {
      giveBack(set);
    }
  }

  SocketPoll poll(AbstractGuestSocket socket) throws GuestSocketException {
    return new LoneSocketPoll(socket, newSet(true));
  }

  synchronized ReadinessWatcher watcher() throws GuestSocketException {
    ReadinessWatcher current = watcher;
    if (current == null) {
      current = ReadinessWatcher.start(newSet(false), services.processName());
      watcher = current;
    }
    return current;
  }

  @Override
  public int size() {
    return handles.size();
  }

  @Override
  public void close() {
    closed = true;
    handles.keySet().forEach(GuestSocket::close);
    List.copyOf(sets).forEach(SelectorPollSet::close);
    idle.clear();
  }
}
