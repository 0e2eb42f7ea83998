package org.jexpy.sandbox.net.python;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.graalvm.polyglot.Value;
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
import org.jspecify.annotations.Nullable;

/**
 * The host side of Python's {@code _socket}: one call for each operation a guest sees.
 *
 * <p>Sockets are descriptor numbers, times are nanoseconds (negative: no limit, 0: do not block),
 * bytes to Python are texts of the characters 0 to 255, and failures are numbers of {@link Result}.
 */
public final class PythonSockets {

  /** What one call takes or gives at most; streams continue with the next call, as they may. */
  private static final int CHUNK = 256 * 1024;

  private static final int MSG_PEEK = 0x02;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_WAITALL = 0x100;

  /** Readiness of many sockets. */
  @GuestVisible public final PythonPolls polls;

  /** Host names. */
  @GuestVisible public final PythonNames names;

  private final GuestServices services;
  private final GuestSockets sockets;
  private final Patience patience = new Patience();
  private final ThreadLocal<ByteBuffer> scratch =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(64 * 1024));

  PythonSockets(GuestServices services) {
    this.services = services;
    this.sockets = GuestSockets.shared(services);
    this.polls = new PythonPolls(sockets, patience);
    this.names = new PythonNames(sockets);
  }

  /** The text of the calling thread's last refusal. */
  @GuestVisible
  public String refusal() {
    return services.gate().takeLastRefusal().orElse("network access is not granted");
  }

  /** What an error number means. */
  @GuestVisible
  public String text(int errno) {
    return Errno.textOf(errno);
  }

  /** How much time the calling thread's interrupted wait has left. */
  @GuestVisible
  public long remaining() {
    return patience.remaining();
  }

  /** Make a socket; gives its descriptor. */
  @GuestVisible
  public int open(int family, int type) {
    return Result.guard(
        () -> sockets.open(SocketFamily.of(family), SocketKind.of(type)).descriptor());
  }

  /** Make two connected sockets; gives both descriptors, the first one times 65536. */
  @GuestVisible
  public long pair() {
    try {
      List<GuestSocket> pair = sockets.pair();
      return ((long) pair.get(0).descriptor() << 16) | pair.get(1).descriptor();
    } catch (GuestSocketException e) {
      return Result.of(e);
    }
  }

  /** Give a socket one more descriptor. */
  @GuestVisible
  public int dup(int descriptor) {
    return Result.guard(() -> sockets.duplicate(descriptor));
  }

  /** Close a descriptor. */
  @GuestVisible
  public int close(int descriptor) {
    return Result.guard(
        () -> {
          sockets.close(descriptor);
          return 0;
        });
  }

  /** What a descriptor is: family times 65536 plus type. */
  @GuestVisible
  public int describe(int descriptor) {
    return Result.guard(
        () -> {
          GuestSocket socket = find(descriptor);
          return (socket.family().number() << 16) | socket.kind().number();
        });
  }

  /** Bind to an address. */
  @GuestVisible
  public int bind(int descriptor, String host, int port, int scope) {
    return Result.guard(
        () -> {
          GuestSocket socket = find(descriptor);
          socket.bind(AddressText.read(sockets, socket.family(), host, port, scope));
          return 0;
        });
  }

  /** Listen. */
  @GuestVisible
  public int listen(int descriptor, int backlog) {
    return Result.guard(
        () -> {
          find(descriptor).listen(backlog);
          return 0;
        });
  }

  /** Take a connection; gives {@code descriptor\0address}. */
  @GuestVisible
  public Object accept(int descriptor, long nanos) {
    return Result.guardAny(
        () -> {
          GuestSocket socket = find(descriptor);
          long deadline = Patience.deadline(nanos);
          while (true) {
            GuestSocket accepted = socket.accept();
            if (accepted != null) {
              return accepted.descriptor()
                  + "\0"
                  + AddressText.write(accepted.remoteAddress(), socket.family());
            }
            int wait = patience.await(socket, Readiness.IN, nanos, deadline);
            if (wait != 0) {
              return wait;
            }
          }
        });
  }

  /** Connect. A blocking attempt that is interrupted goes on in {@link #connecting}. */
  @GuestVisible
  public int connect(int descriptor, String host, int port, int scope, long nanos) {
    return Result.guard(
        () -> {
          GuestSocket socket = find(descriptor);
          if (socket.connect(AddressText.read(sockets, socket.family(), host, port, scope))) {
            return 0;
          }
          return nanos == 0 ? -Errno.EINPROGRESS.number() : connecting(descriptor, nanos);
        });
  }

  /** Wait for the end of a connection attempt. */
  @GuestVisible
  public int connecting(int descriptor, long nanos) {
    return Result.guard(
        () -> {
          GuestSocket socket = find(descriptor);
          int wait = patience.await(socket, Readiness.OUT, nanos, Patience.deadline(nanos));
          if (wait != 0) {
            return wait;
          }
          Errno error = find(descriptor).takeError();
          return error == null ? 0 : -error.number();
        });
  }

  /** Receive; gives the bytes as a text. */
  @GuestVisible
  public Object recv(int descriptor, int size, int flags, long nanos) {
    try {
      GuestSocket socket = find(descriptor);
      ByteBuffer into = scratch.get().clear();
      into.limit(Math.min(size, into.capacity()));
      if ((flags & ~MSG_DONTWAIT) == 0) {
        int got = socket.read(into);
        return got >= 0 ? text(into.flip()) : receive(socket, into, size, flags, nanos, null);
      }
      return receive(socket, into, size, flags, nanos, null);
    } catch (GuestSocketException | RuntimeException e) {
      return Result.of(e);
    }
  }

  /** Receive with the sender's address; gives the length of the address, the address, the bytes. */
  @GuestVisible
  public Object recvfrom(int descriptor, int size, int flags, long nanos) {
    return Result.guardAny(
        () -> {
          GuestSocket socket = find(descriptor);
          ByteBuffer into = scratch.get().clear();
          into.limit(Math.min(size, into.capacity()));
          @Nullable GuestAddress[] sender = new GuestAddress[1];
          Object got = receive(socket, into, size, flags, nanos, sender);
          return got instanceof String bytes
              ? AddressText.prefixed(sender[0], socket.family(), bytes)
              : got;
        });
  }

  private Object receive(
      GuestSocket socket,
      ByteBuffer into,
      int size,
      int flags,
      long nanos,
      @Nullable GuestAddress @Nullable [] sender)
      throws GuestSocketException {
    long limit = (flags & MSG_DONTWAIT) != 0 ? 0 : nanos;
    long deadline = Patience.deadline(limit);
    // What is only looked at stays where it is: waiting for more of it would never end.
    boolean all =
        (flags & MSG_WAITALL) != 0 && (flags & MSG_PEEK) == 0 && socket.kind() == SocketKind.STREAM;
    ByteBuffer target = all && size > into.capacity() ? ByteBuffer.allocate(size) : into;
    while (true) {
      int got;
      if ((flags & MSG_PEEK) != 0) {
        got = socket.peek(target);
      } else {
        got = sender == null ? socket.read(target) : socket.receive(target, sender);
      }
      if (got >= 0 && (!all || got == 0 || !target.hasRemaining())) {
        return text(target.flip());
      }
      if (got < 0) {
        int wait = patience.await(socket, Readiness.IN, limit, deadline);
        if (wait == Result.INTERRUPTED && target.position() > 0) {
          continue; // to go back for signals would lose what has come so far, or give too little
        }
        if (wait != 0) {
          // what has come so far must not be lost
          return target.position() > 0 ? text(target.flip()) : (Object) wait;
        }
      }
    }
  }

  private static String text(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return new String(copy, StandardCharsets.ISO_8859_1);
  }

  /**
   * Send from a position of a buffer; gives how much was taken.
   *
   * @param data the guest's buffer, read during the call only
   */
  @GuestVisible
  public int send(int descriptor, Value data, long from, int flags, long nanos) {
    try {
      GuestSocket socket = find(descriptor);
      if (!data.hasBufferElements()) {
        return Result.NO_BUFFER;
      }
      byte[] bytes = new byte[(int) Math.min(data.getBufferSize() - from, CHUNK)];
      data.readBuffer(from, bytes, 0, bytes.length);
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      int sent = socket.write(buffer);
      return sent >= 0 ? sent : sendPatiently(socket, buffer, flags, nanos);
    } catch (GuestSocketException | RuntimeException e) {
      return Result.of(e);
    }
  }

  private int sendPatiently(GuestSocket socket, ByteBuffer bytes, int flags, long nanos)
      throws GuestSocketException {
    long limit = (flags & MSG_DONTWAIT) != 0 ? 0 : nanos;
    long deadline = Patience.deadline(limit);
    while (true) {
      int wait = patience.await(socket, Readiness.OUT, limit, deadline);
      if (wait != 0) {
        return wait;
      }
      int sent = socket.write(bytes);
      if (sent >= 0) {
        return sent;
      }
    }
  }

  /**
   * Send one datagram to an address.
   *
   * @param data the guest's buffer, read during the call only
   */
  @GuestVisible
  public int sendto(int descriptor, Value data, String host, int port, int scope, long nanos) {
    return Result.guard(
        () -> {
          GuestSocket socket = find(descriptor);
          if (!data.hasBufferElements()) {
            return Result.NO_BUFFER;
          }
          GuestAddress to = AddressText.read(sockets, socket.family(), host, port, scope);
          byte[] bytes = new byte[(int) Math.min(data.getBufferSize(), CHUNK)];
          data.readBuffer(0, bytes, 0, bytes.length);
          long deadline = Patience.deadline(nanos);
          while (true) {
            int sent = socket.send(ByteBuffer.wrap(bytes), to);
            if (sent >= 0) {
              return sent;
            }
            int wait = patience.await(socket, Readiness.OUT, nanos, deadline);
            if (wait != 0) {
              return wait;
            }
          }
        });
  }

  /** End a direction: 0 reading, 1 writing, 2 both. */
  @GuestVisible
  public int shutdown(int descriptor, int how) {
    return Result.guard(
        () -> {
          if (how < 0 || how > 2) {
            return -Errno.EINVAL.number();
          }
          find(descriptor).shutdown(how != 1, how != 0);
          return 0;
        });
  }

  /** The local address as text. */
  @GuestVisible
  public Object getsockname(int descriptor) {
    return Result.guardAny(
        () -> {
          GuestSocket socket = find(descriptor);
          return AddressText.write(socket.localAddress(), socket.family());
        });
  }

  /** The peer's address as text. */
  @GuestVisible
  public Object getpeername(int descriptor) {
    return Result.guardAny(
        () -> {
          GuestSocket socket = find(descriptor);
          return AddressText.write(socket.remoteAddress(), socket.family());
        });
  }

  /** Read an option; {@code SO_LINGER} is -1 for off. */
  @GuestVisible
  public int getsockopt(int descriptor, int level, int option) {
    return Result.guard(() -> find(descriptor).getOption(level, option));
  }

  /** Set an option. */
  @GuestVisible
  public int setsockopt(int descriptor, int level, int option, int value) {
    return Result.guard(
        () -> {
          find(descriptor).setOption(level, option, value);
          return 0;
        });
  }

  private GuestSocket find(int descriptor) throws GuestSocketException {
    GuestSocket socket = sockets.find(descriptor);
    if (socket == null) {
      throw new GuestSocketException(Errno.EBADF);
    }
    return socket;
  }
}
