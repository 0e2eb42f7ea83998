package org.jexpy.sandbox.js;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.GuestVisible;
import org.jexpy.sandbox.net.Errno;
import org.jexpy.sandbox.net.GuestAddress;
import org.jexpy.sandbox.net.GuestSocket;
import org.jexpy.sandbox.net.GuestSocketException;
import org.jexpy.sandbox.net.GuestSockets;
import org.jexpy.sandbox.net.Readiness;
import org.jexpy.sandbox.net.SocketFamily;
import org.jexpy.sandbox.net.SocketKind;
import org.jexpy.sandbox.resource.Handle;
import org.jexpy.sandbox.resource.ResourceKind;
import org.jexpy.sandbox.thread.SandboxThreads;
import org.jspecify.annotations.Nullable;

/**
 * Stream sockets for {@code jexpy:net} over the guest sockets. Used on the Runner only; nothing
 * blocks: what cannot be done at once calls back when the socket is ready. A callback's last two
 * arguments are the code and the text of a failure, or null.
 */
public final class HostNet {
  private static final int CHUNK = 64 << 10;
  private static final int TCP_LEVEL = 6;
  private static final int NO_DELAY = 1;

  /**
   * An open socket.
   *
   * @param ends what ends the operations that wait for it, once it is closed
   */
  private record Open(GuestSocket socket, Handle handle, List<Runnable> ends) {}

  private final GuestServices services;
  private final GuestRealm realm;
  private final GuestSockets sockets;
  private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
  private final Map<Integer, Open> open = new HashMap<>();

  /** Never given twice, unlike descriptors: what still waits for a closed socket has its number. */
  private int last;

  HostNet(GuestServices services, GuestRealm realm) {
    this.services = services;
    this.realm = realm;
    this.sockets = GuestSockets.of(services);
  }

  /**
   * Connects to a host and port.
   *
   * @param done called with the socket's id, and the failure
   */
  @GuestVisible
  public void connect(String host, int port, Value done) {
    resolve(host, port, done, addresses -> tryAddresses(addresses, 0, port, done));
  }

  /** Connects to a local socket. */
  @GuestVisible
  public void connectLocal(String path, Value done) throws GuestSocketException {
    attempt(new GuestAddress.Unix(path), done, failure -> fail(done, failure));
  }

  /**
   * Listens on a host and port; port 0 picks one.
   *
   * @param done called with the socket's id, and the failure
   */
  @GuestVisible
  public void listen(String host, int port, int backlog, Value done) {
    resolve(
        host,
        port,
        done,
        addresses -> {
          try {
            done.executeVoid(
                bind(new GuestAddress.Inet(addresses.getFirst(), port), backlog), null, null);
          } catch (GuestSocketException | SecurityException e) {
            fail(done, e);
          }
        });
  }

  /** Listens on a local socket and returns its id. */
  @GuestVisible
  public int listenLocal(String path, int backlog) throws GuestSocketException {
    return bind(new GuestAddress.Unix(path), backlog);
  }

  private int bind(GuestAddress address, int backlog) throws GuestSocketException {
    GuestSocket socket = sockets.open(address.family(), SocketKind.STREAM);
    try {
      if (address.family() != SocketFamily.UNIX) {
        socket.setOption(1, 2, 1); // SO_REUSEADDR, as Node does
      }
      socket.bind(address);
      socket.listen(backlog);
      return keep(socket, ResourceKind.SERVER, "server " + socket.localAddress().resource());
    } catch (GuestSocketException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Takes the next connection of a server.
   *
   * @param done called with the connection's id, or 0 once the server is closed
   */
  @GuestVisible
  public void accept(int id, Value done) {
    Open server = open.get(id);
    if (server == null) {
      done.executeVoid(0, null, null);
      return;
    }
    try {
      GuestSocket connection = server.socket().accept();
      if (connection != null) {
        int accepted = keep(connection, ResourceKind.SOCKET, name(connection));
        done.executeVoid(accepted, null, null);
        return;
      }
      whenReady(server, Readiness.IN, () -> accept(id, done));
    } catch (GuestSocketException e) {
      fail(done, e);
    }
  }

  /**
   * Reads what is there.
   *
   * @param done called with an {@code ArrayBuffer}, or null at the end
   */
  @GuestVisible
  public void read(int id, Value done) {
    Open connection = open.get(id);
    if (connection == null) {
      done.executeVoid(null, null, null);
      return;
    }
    try {
      buffer.clear();
      int count = connection.socket().read(buffer);
      if (count == GuestSocket.WOULD_BLOCK) {
        whenReady(connection, Readiness.IN, () -> read(id, done));
        return;
      }
      Object chunk = count == 0 ? null : realm.arrayBuffer(Arrays.copyOf(buffer.array(), count));
      done.executeVoid(chunk, null, null);
    } catch (GuestSocketException e) {
      HostError error = HostError.of(e);
      done.executeVoid(null, error.code(), error.text());
    }
  }

  /**
   * Writes everything.
   *
   * @param done called with the number of bytes when the system has taken the last one
   */
  @GuestVisible
  public void write(int id, Value bytes, int offset, int length, Value done) {
    write(id, ByteBuffer.wrap(Buffers.copy(bytes, offset, length)), done);
  }

  private void write(int id, ByteBuffer bytes, Value done) {
    Open connection = open.get(id);
    try {
      if (connection == null) {
        throw new GuestSocketException(Errno.EPIPE);
      }
      while (bytes.hasRemaining()) {
        if (connection.socket().write(bytes) == GuestSocket.WOULD_BLOCK) {
          whenReady(connection, Readiness.OUT, () -> write(id, bytes, done));
          return;
        }
      }
      done.executeVoid(bytes.limit(), null, null);
    } catch (GuestSocketException e) {
      fail(done, e);
    }
  }

  /** Tells the peer that nothing more comes. */
  @GuestVisible
  public void end(int id) throws GuestSocketException {
    Open connection = open.get(id);
    if (connection != null) {
      connection.socket().shutdown(false, true);
    }
  }

  /** Tries again when a socket is ready, or closed: the closed one then has its own answer. */
  private void whenReady(Open socket, int events, Runnable again) throws GuestSocketException {
    socket.ends().add(again);
    socket
        .socket()
        .onReady(
            events,
            services.runner(),
            found -> {
              if (socket.ends().remove(again)) {
                again.run();
              }
            });
  }

  /** Closes a socket. What waits for it ends: reads as at the end, writes by EPIPE. */
  @GuestVisible
  public void close(int id) {
    Open socket = open.remove(id);
    if (socket != null) {
      socket.handle().close();
      socket.ends().forEach(services.runner()::execute);
      socket.ends().clear();
    }
  }

  /** Sets whether a socket keeps the run alive. */
  @GuestVisible
  public void reference(int id, boolean referenced) {
    Open socket = open.get(id);
    if (socket == null) {
      return;
    }
    if (referenced) {
      socket.handle().ref();
    } else {
      socket.handle().unref();
    }
  }

  /** Switches the delay of small writes on or off. */
  @GuestVisible
  public void noDelay(int id, boolean on) throws GuestSocketException {
    Open socket = open.get(id);
    if (socket != null && socket.socket().family() != SocketFamily.UNIX) {
      socket.socket().setOption(TCP_LEVEL, NO_DELAY, on ? 1 : 0);
    }
  }

  /** Family ({@code IPv4}, {@code IPv6}, {@code Unix}), host or path, and port of one end. */
  @GuestVisible
  public @Nullable ProxyArray address(int id, boolean remote) {
    Open socket = open.get(id);
    if (socket == null) {
      return null;
    }
    try {
      return switch (remote ? socket.socket().remoteAddress() : socket.socket().localAddress()) {
        case GuestAddress.Inet inet ->
            ProxyArray.fromArray(
                inet.family() == SocketFamily.INET6 ? "IPv6" : "IPv4", inet.host(), inet.port());
        case GuestAddress.Unix unix -> ProxyArray.fromArray("Unix", unix.path(), 0);
      };
    } catch (GuestSocketException e) {
      return null;
    }
  }

  private interface Addresses {
    void use(List<InetAddress> addresses);
  }

  private interface Failure {
    void tell(Exception failure);
  }

  /** Name look-ups block, so they get a thread; the answer comes back to the Runner. */
  private void resolve(String host, int port, Value done, Addresses use) {
    Handle waiting =
        services.resources().register(ResourceKind.OPERATION, "look-up of " + host, () -> {});
    SandboxThreads.service("jexpy-resolver", () -> lookUp(host, port, done, use, waiting)).start();
  }

  private void lookUp(String host, int port, Value done, Addresses use, Handle waiting) {
    List<InetAddress> addresses;
    Exception failure = null;
    try {
      addresses = sockets.resolve(host, port);
    } catch (RuntimeException e) {
      addresses = List.of();
      failure = e;
    }
    if (addresses.isEmpty() && failure == null) {
      failure = new UnknownHostException("getaddrinfo ENOTFOUND " + host);
    }
    List<InetAddress> found = addresses;
    Exception problem = failure;
    try {
      services
          .runner()
          .execute(
              () -> {
                if (problem == null) {
                  use.use(found);
                } else {
                  fail(done, problem);
                }
                // After the call: what it registered keeps the run alive without a gap.
                waiting.release();
              });
    } catch (RejectedExecutionException e) {
      waiting.release();
    }
  }

  private void tryAddresses(List<InetAddress> addresses, int index, int port, Value done) {
    Failure next =
        failure -> {
          if (index + 1 < addresses.size() && !(failure instanceof SecurityException)) {
            tryAddresses(addresses, index + 1, port, done);
          } else {
            fail(done, failure);
          }
        };
    attempt(new GuestAddress.Inet(addresses.get(index), port), done, next);
  }

  private void attempt(GuestAddress address, Value done, Failure failed) {
    GuestSocket socket = null;
    try {
      socket = sockets.open(address.family(), SocketKind.STREAM);
      GuestSocket opened = socket;
      boolean connected = socket.connect(address);
      int id = keep(socket, ResourceKind.SOCKET, "connection to " + address.resource());
      if (connected) {
        done.executeVoid(id, null, null);
      } else {
        socket.onReady(
            Readiness.OUT, services.runner(), events -> connected(opened, id, done, failed));
      }
    } catch (GuestSocketException | SecurityException e) {
      if (socket != null) {
        socket.close();
      }
      failed.tell(e);
    }
  }

  private void connected(GuestSocket socket, int id, Value done, Failure failed) {
    try {
      Errno error = socket.takeError();
      if (error != null) {
        throw new GuestSocketException(error);
      }
      done.executeVoid(id, null, null);
    } catch (GuestSocketException e) {
      failed.tell(e);
      close(id);
    }
  }

  private int keep(GuestSocket socket, ResourceKind kind, String name) {
    Handle handle = services.resources().register(kind, name, socket::close);
    open.put(++last, new Open(socket, handle, new ArrayList<>()));
    return last;
  }

  private static String name(GuestSocket socket) throws GuestSocketException {
    return "connection on " + socket.localAddress().resource();
  }

  private static void fail(Value done, Exception failure) {
    HostError error = HostError.of(failure);
    done.executeVoid(0, error.code(), error.text());
  }
}
