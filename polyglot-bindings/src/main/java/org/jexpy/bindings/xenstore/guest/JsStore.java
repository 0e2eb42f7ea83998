package org.jexpy.bindings.xenstore.guest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.graalvm.polyglot.Value;
import org.jexpy.bindings.xenstore.core.client.ConnectionLostException;
import org.jexpy.bindings.xenstore.core.client.EventQueue;
import org.jexpy.bindings.xenstore.core.client.PendingCall;
import org.jexpy.bindings.xenstore.core.client.StoreConnection;
import org.jexpy.bindings.xenstore.core.client.WatchEvent;
import org.jexpy.bindings.xenstore.core.wire.Errno;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.GuestVisible;
import org.jexpy.sandbox.net.GuestSocket;
import org.jexpy.sandbox.net.GuestSocketException;
import org.jexpy.sandbox.net.Readiness;
import org.jexpy.sandbox.resource.Handle;
import org.jexpy.sandbox.resource.ResourceKind;

/**
 * A connection of a JavaScript process. Nobody waits for it: what comes is read on the Runner,
 * where all of this is used, as soon as there is something. Bytes cross as text of the characters 0
 * to 255.
 */
public final class JsStore {
  private final GuestServices services;
  private final GuestSocket socket;
  private final StoreConnection connection;
  private final EventQueue events = new EventQueue();
  private final Value told;
  private final Handle handle;
  private boolean pushing;
  private boolean lossNoted;

  /**
   * What the script is to be told: not in the midst of a look, since functions of the script run
   * whenever it is called.
   */
  private final Queue<Runnable> due = new ArrayDeque<>();

  private boolean telling;

  /** Nobody is told anything any more, as the process ends; set by any thread. */
  private volatile boolean silent;

  /**
   * A connection over a socket.
   *
   * @param socket the socket, connected; closed with this
   * @param name what it is connected to
   * @param told called with the path and the token of an event, and with null and a reason when the
   *     connection is lost
   */
  JsStore(GuestServices services, GuestSocket socket, String name, Value told) {
    this.services = services;
    this.socket = socket;
    this.told = told;
    this.connection = new StoreConnection(GuestLink.unawaited(socket, name));
    this.handle =
        services.resources().register(ResourceKind.SOCKET, "XenStore " + name, this::endQuietly);
  }

  private void endQuietly() {
    silent = true;
    connection.close();
    socket.close();
  }

  /** Begin to look at what comes. */
  void listen() {
    whenReady(Readiness.IN, this::received);
  }

  private void whenReady(int events, Runnable action) {
    try {
      var _ =
          socket.onReady(
              events,
              services.runner(),
              ready -> {
                if (!silent) {
                  action.run();
                }
              });
    } catch (GuestSocketException e) {
      // The socket is closed, or cannot be waited for: nothing can come any more.
      connection.close();
      noteLoss();
      tell();
    }
  }

  private void received() {
    look();
    if (connection.lossReason() == null) {
      listen();
    }
  }

  /** Take what has come, and write what there is room for. */
  private void look() {
    connection.drain();
    noteEvents();
    noteLoss();
    tell();
  }

  private void noteEvents() {
    for (WatchEvent event = events.next(); event != null; event = events.next()) {
      String path = event.path();
      String token = event.token();
      due.add(() -> told.executeVoid(path, token));
    }
  }

  private void noteLoss() {
    String reason = connection.lossReason();
    if (reason != null && !lossNoted) {
      lossNoted = true;
      due.add(() -> told.executeVoid(null, reason));
    }
  }

  /** Call back, in the order of what came. The script may come back here meanwhile. */
  private void tell() {
    if (telling) {
      return;
    }
    telling = true;
    try {
      for (Runnable next = due.poll(); next != null && !silent; next = due.poll()) {
        next.run();
      }
    } finally {
      telling = false;
    }
    if (connection.lossReason() != null) {
      handle.close();
    }
  }

  private void pushOut() {
    if (!pushing && connection.hasUnsent()) {
      pushing = true;
      whenReady(
          Readiness.OUT,
          () -> {
            pushing = false;
            look();
            pushOut();
          });
    }
  }

  /**
   * Send a request.
   *
   * @param type what is asked for
   * @param transaction the transaction
   * @param payload the arguments, no more than the protocol allows
   * @param done called once, perhaps before this returns: with {@code ok} and the reply's payload;
   *     {@code refused}, the name of the error, its number and its text; {@code lost} and the
   *     reason; {@code unexpected} and the reply
   */
  @GuestVisible
  public void call(int type, long transaction, String payload, Value done) {
    byte[] bytes = payload.getBytes(StandardCharsets.ISO_8859_1);
    try {
      connection.begin(type, (int) transaction, bytes, call -> answered(call, done));
    } catch (ConnectionLostException e) {
      done.executeVoid("lost", PyxsChannel.NOT_CONNECTED);
      return;
    }
    pushOut();
    noteLoss();
    tell();
  }

  private void answered(PendingCall call, Value done) {
    noteEvents();
    noteLoss();
    due.add(() -> answer(call, done));
  }

  private static void answer(PendingCall call, Value done) {
    Packet reply;
    try {
      reply = call.reply();
    } catch (ConnectionLostException e) {
      done.executeVoid("lost", PyxsChannel.textOf(e));
      return;
    }
    String payload = Payload.text(reply.payload(), 0, reply.payload().length);
    if (reply.is(Operation.ERROR)) {
      Errno errno = Errno.ofPayload(reply.payload());
      if (errno == null) {
        done.executeVoid("refused", payload.replace("\0", ""), 0, "");
      } else {
        done.executeVoid("refused", errno.name(), errno.number(), errno.text());
      }
    } else if (call.fits()) {
      done.executeVoid("ok", payload);
    } else {
      done.executeVoid("unexpected", reply.toString());
    }
  }

  /** Have the events of a token told; to be done before its watch is set. */
  @GuestVisible
  public void subscribe(String token) {
    connection.subscribe(token, events);
  }

  /** Take one of these back. */
  @GuestVisible
  public void unsubscribe(String token) {
    connection.unsubscribe(token, events);
  }

  /** Sets whether the connection keeps the run alive. */
  @GuestVisible
  public void reference(boolean referenced) {
    if (referenced) {
      handle.ref();
    } else {
      handle.unref();
    }
  }

  /** End it: calls under way are told, but nobody else, who did it himself. */
  @GuestVisible
  public void close() {
    lossNoted = true;
    connection.close();
    tell();
  }
}
