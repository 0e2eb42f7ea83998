package org.jexpy.bindings.xenstore.guest;

import java.nio.ByteBuffer;
import org.jexpy.bindings.xenstore.core.client.Link;
import org.jexpy.sandbox.net.GuestSocket;
import org.jexpy.sandbox.net.GuestSocketException;
import org.jexpy.sandbox.net.Readiness;
import org.jexpy.sandbox.net.SocketPoll;

/**
 * A link over a socket that a guest has connected. What the guest may reach, and that the socket
 * ends with the process, is the socket's part. It stays the guest's, which alone may close it: its
 * descriptor would have another meaning at once.
 */
final class GuestLink implements Link {
  private final GuestSocket socket;
  private final SocketPoll poll;
  private final String name;

  GuestLink(GuestSocket socket, String name) throws GuestSocketException {
    this.socket = socket;
    this.poll = socket.poll();
    this.name = name;
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
    poll.wake();
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
