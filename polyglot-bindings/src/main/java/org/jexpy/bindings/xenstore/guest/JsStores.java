package org.jexpy.bindings.xenstore.guest;

import org.graalvm.polyglot.Value;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.net.Errno;
import org.jexpy.sandbox.net.GuestAddress;
import org.jexpy.sandbox.net.GuestSocket;
import org.jexpy.sandbox.net.GuestSocketException;
import org.jexpy.sandbox.net.GuestSockets;
import org.jexpy.sandbox.net.Readiness;
import org.jexpy.sandbox.net.SocketFamily;
import org.jexpy.sandbox.net.SocketKind;
import org.jexpy.sandbox.permission.AccessRefusedException;
import org.jexpy.sandbox.resource.Handle;
import org.jexpy.sandbox.resource.ResourceKind;
import org.jspecify.annotations.Nullable;

/**
 * Makes the connections of a JavaScript process. Whether it may have them is the sockets' part.
 *
 * @param services the process
 */
record JsStores(GuestServices services) {
  /**
   * Connect to a server's local socket.
   *
   * @param path its path
   * @param told as {@link JsStore} wants it
   * @param done called with the connection, or null, why, and the name and the number of the error
   */
  void connect(String path, Value told, Value done) {
    GuestSocket socket = null;
    try {
      GuestSocket opened = GuestSockets.shared(services).open(SocketFamily.UNIX, SocketKind.STREAM);
      socket = opened;
      if (opened.connect(new GuestAddress.Unix(path))) {
        adopt(opened, path, told, done);
        return;
      }
      Handle waiting =
          services
              .resources()
              .register(ResourceKind.OPERATION, "connection to " + path, opened::close);
      var _ =
          opened.onReady(
              Readiness.OUT,
              services.runner(),
              ready -> {
                finish(opened, path, told, done);
                waiting.release(); // afterwards: the run must not end in between
              });
    } catch (GuestSocketException e) {
      fail(socket, e.errno(), reason(e.errno()), done);
    } catch (AccessRefusedException e) {
      fail(socket, Errno.EACCES, PyxsChannel.textOf(e), done);
    }
  }

  private void finish(GuestSocket socket, String path, Value told, Value done) {
    try {
      Errno error = socket.takeError();
      if (error == null) {
        adopt(socket, path, told, done);
      } else {
        fail(socket, error, reason(error), done);
      }
    } catch (GuestSocketException e) {
      fail(socket, e.errno(), reason(e.errno()), done);
    }
  }

  private void adopt(GuestSocket socket, String path, Value told, Value done) {
    JsStore store = new JsStore(services, socket, path, told);
    done.executeVoid(store);
    store.listen();
  }

  /** As pyxs has it. */
  private static String reason(Errno error) {
    return "(%d, '%s')".formatted(error.number(), error.text());
  }

  private static void fail(@Nullable GuestSocket socket, Errno error, String reason, Value done) {
    if (socket != null) {
      socket.close();
    }
    done.executeVoid(null, reason, error.name(), error.number());
  }
}
