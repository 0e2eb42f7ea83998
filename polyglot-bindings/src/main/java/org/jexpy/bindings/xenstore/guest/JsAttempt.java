package org.jexpy.bindings.xenstore.guest;

import java.time.Duration;
import org.graalvm.polyglot.Value;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.GuestVisible;
import org.jexpy.sandbox.net.Errno;
import org.jexpy.sandbox.net.GuestAddress;
import org.jexpy.sandbox.net.GuestSocket;
import org.jexpy.sandbox.net.GuestSocketException;
import org.jexpy.sandbox.net.GuestSockets;
import org.jexpy.sandbox.net.SocketFamily;
import org.jexpy.sandbox.net.SocketKind;
import org.jexpy.sandbox.permission.AccessRefusedException;
import org.jexpy.sandbox.resource.Handle;
import org.jexpy.sandbox.resource.ResourceKind;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a JavaScript process to be, used on its Runner. Whether it may be is the sockets'
 * part. A local socket connects at once or never; but a server that is busy may have no room for
 * another client, and then it is tried again until it has.
 */
public final class JsAttempt {
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final GuestServices services;
  private final String path;
  private final Value told;
  private final Value done;
  private @Nullable Handle waiting;
  private volatile boolean ended;

  private JsAttempt(GuestServices services, String path, Value told, Value done) {
    this.services = services;
    this.path = path;
    this.told = told;
    this.done = done;
  }

  /**
   * Connect to a server's local socket.
   *
   * @param path its path
   * @param told as {@link JsStore} wants it
   * @param done called with the connection, or null, why, and the name and the number of the error
   */
  static JsAttempt start(GuestServices services, String path, Value told, Value done) {
    JsAttempt attempt = new JsAttempt(services, path, told, done);
    attempt.go();
    return attempt;
  }

  private void go() {
    if (ended) {
      return;
    }
    GuestSocket socket = null;
    try {
      GuestSocket opened = GuestSockets.shared(services).open(SocketFamily.UNIX, SocketKind.STREAM);
      socket = opened;
      if (opened.connect(new GuestAddress.Unix(path))) {
        end(() -> adopt(opened));
      } else {
        fail(opened, Errno.EINPROGRESS, reason(Errno.EINPROGRESS));
      }
    } catch (GuestSocketException e) {
      if (e.errno() == Errno.EAGAIN && socket != null) {
        socket.close();
        goLater();
      } else {
        fail(socket, e.errno(), reason(e.errno()));
      }
    } catch (AccessRefusedException e) {
      fail(socket, Errno.EACCES, PyxsChannel.textOf(e));
    }
  }

  private void goLater() {
    if (waiting == null) {
      waiting =
          services
              .resources()
              .register(ResourceKind.OPERATION, "connection to " + path, () -> ended = true);
    }
    var _ = services.runner().schedule(this::go, PAUSE);
  }

  private void adopt(GuestSocket socket) {
    JsStore store = new JsStore(services, socket, path, told);
    done.executeVoid(store);
    store.listen();
  }

  /** As pyxs has it. */
  private static String reason(Errno error) {
    return "(%d, '%s')".formatted(error.number(), error.text());
  }

  private void fail(@Nullable GuestSocket socket, Errno error, String reason) {
    if (socket != null) {
      socket.close();
    }
    end(() -> done.executeVoid(null, reason, error.name(), error.number()));
  }

  private void end(Runnable last) {
    ended = true;
    last.run();
    giveUp(); // afterwards: the run must not end in between
  }

  /** Try no more. Nobody is told. */
  @GuestVisible
  public void giveUp() {
    ended = true;
    if (waiting != null) {
      waiting.release();
    }
  }
}
