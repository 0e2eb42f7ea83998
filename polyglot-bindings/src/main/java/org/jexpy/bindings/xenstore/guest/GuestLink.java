package org.jexpy.bindings.xenstore.guest;

import java.nio.ByteBuffer;
import org.jexpy.bindings.xenstore.core.client.Link;
import org.jexpy.sandbox.net.GuestSocket;
import org.jexpy.sandbox.net.GuestSocketException;
import org.jexpy.sandbox.net.Readiness;
import org.jexpy.sandbox.net.SocketPoll;
import org.jspecify.annotations.Nullable;

/**
 * A link over a socket that a guest has connected. What the guest may reach, and that the socket
 * ends with the process, is the socket's part. It stays the guest's, which alone may close it: its
 * descriptor would have another meaning at once.
 */
final class GuestLink implements Link {
  private final GuestSocket socket;
  private final @Nullable SocketPoll poll;
  private final String name;

  private GuestLink(GuestSocket socket, @Nullable SocketPoll poll, String name) {
    this.socket = socket;
    this.poll = poll;
    this.name = name;
  }

  /** A link that threads wait for. */
  static GuestLink awaited(GuestSocket socket, String name) throws GuestSocketException {
    return new GuestLink(socket, socket.poll(), name);
  }

  /** A link that is looked at when its socket says so; nobody may wait for it. */
  static GuestLink unawaited(GuestSocket socket, String name) {
    return new GuestLink(socket, null, name);
  }

  @Override
  public int read(ByteBuffer into) throws GuestSocketException {
    int count = socket.read(into);
    return count == GuestSocket.WOULD_BLOCK ? 0 : count == 0 ? -1 : count;
  }

  @Override
  public int write(ByteBuffer from) throws GuestSocketException {
    return Math.max(0, socket.write(from));
  }

  @Override
  public Ready await(int events, long nanos) throws GuestSocketException {
    if (poll == null) {
      throw new IllegalStateException("nobody may wait for '%s'".formatted(name));
    }
    int wanted =
        ((events & IN) != 0 ? Readiness.IN : 0) | ((events & OUT) != 0 ? Readiness.OUT : 0);
    return switch (poll.await(wanted, nanos)) {
      case READY -> Ready.READY;
      case TIMEOUT -> Ready.TIMEOUT;
      case INTERRUPTED -> Ready.INTERRUPTED;
    };
  }

  @Override
  public void wake() {
    if (poll != null) {
      poll.wake();
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  @SuppressWarnings("EmptyCatch") // it is as dead as it can be
  public void close() {
    try (poll) {
      socket.shutdown(true, true);
    } catch (GuestSocketException e) {
      // the guest, or the server, was faster
    }
  }
}
