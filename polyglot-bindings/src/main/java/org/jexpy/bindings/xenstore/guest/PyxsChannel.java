package org.jexpy.bindings.xenstore.guest;

import java.nio.charset.StandardCharsets;
import org.jexpy.bindings.xenstore.core.client.ConnectionLostException;
import org.jexpy.bindings.xenstore.core.client.PendingCall;
import org.jexpy.bindings.xenstore.core.client.StoreConnection;
import org.jexpy.bindings.xenstore.core.wire.Errno;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.jexpy.sandbox.GuestVisible;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a script. No call throws: the usual answers are a text (the payload) or a number
 * (of an error), so that they cost the facade one look at their type; the others are objects with a
 * {@code kind}.
 */
public final class PyxsChannel {
  /** The arguments have characters that they must not have. */
  private static final int CHARACTERS = -1;

  /** The arguments are too long. */
  private static final int TOO_LONG = -2;

  /** The transaction is no number that a packet can have. */
  private static final int NO_TRANSACTION = -3;

  /** The server takes too little; to be asked again. */
  private static final int NO_ROOM = -4;

  static final String NOT_CONNECTED = "not connected";

  private final PyxsHost host;
  private final StoreConnection connection;
  private final PyxsAttendant attendant;

  PyxsChannel(PyxsHost host, StoreConnection connection) {
    this.host = host;
    this.connection = connection;
    this.attendant = new PyxsAttendant(connection);
  }

  /**
   * Make a request and wait for its reply.
   *
   * @param type what is asked for
   * @param transaction the transaction
   * @param arguments the payload
   * @param checked whether the facade has looked at the characters
   * @return the payload without the NULs at its end, the number of the error, which is negative if
   *     nothing was sent, or a {@link PyxsReply} that says neither, a {@link PyxsTicket}, a {@link
   *     PyxsLoss}
   */
  @GuestVisible
  public Object execute(int type, long transaction, String arguments, boolean checked) {
    if (!checked && !hasAllowedCharacters(arguments)) {
      return CHARACTERS;
    }
    Object call = begin(type, transaction, arguments);
    return call instanceof PendingCall sent ? await(sent, null, false) : call;
  }

  /**
   * Send a request with any characters, whose reply is wanted as a packet.
   *
   * @return a {@link PyxsTicket} for it, or a number or a {@link PyxsLoss} as above
   */
  @GuestVisible
  public Object send(int type, long transaction, String payload) {
    Object call = begin(type, transaction, payload);
    return call instanceof PendingCall sent ? new PyxsTicket(sent, true) : call;
  }

  /** Go on waiting. */
  @GuestVisible
  public Object resume(PyxsTicket ticket) {
    return await(ticket.call(), ticket, ticket.whole());
  }

  /** Whether the reply is there: a {@link PyxsReply} or {@link PyxsLoss}, or the ticket itself. */
  @GuestVisible
  public Object look(PyxsTicket ticket) {
    connection.drain();
    PendingCall call = ticket.call();
    try {
      return call.isDone() ? new PyxsReply(call.reply()) : ticket;
    } catch (ConnectionLostException e) {
      return new PyxsLoss(textOf(e));
    }
  }

  private Object begin(int type, long transaction, String arguments) {
    if (arguments.length() > Packet.MAX_PAYLOAD) {
      return TOO_LONG;
    }
    if (transaction >>> Integer.SIZE != 0) {
      return NO_TRANSACTION;
    }
    try {
      if (!connection.awaitRoom(host.patience())) {
        return NO_ROOM;
      }
      byte[] payload = arguments.getBytes(StandardCharsets.ISO_8859_1);
      return connection.begin(type, (int) transaction, payload);
    } catch (InterruptedException e) {
      return NO_ROOM; // handled at the script's next safepoint
    } catch (ConnectionLostException e) {
      return new PyxsLoss(NOT_CONNECTED);
    }
  }

  private Object await(PendingCall call, @Nullable PyxsTicket ticket, boolean whole) {
    try {
      if (connection.await(call, host.patience())) {
        return whole ? new PyxsReply(call.reply()) : answer(call);
      }
    } catch (InterruptedException e) {
      // Handled at the script's next safepoint.
    } catch (ConnectionLostException e) {
      return new PyxsLoss(textOf(e));
    }
    return ticket == null ? new PyxsTicket(call, whole) : ticket;
  }

  private static Object answer(PendingCall call) {
    Packet reply = call.reply();
    if (reply.is(Operation.ERROR)) {
      Errno errno = Errno.ofPayload(reply.payload());
      return errno == null ? new PyxsReply(reply) : (Object) errno.number();
    }
    if (!call.fits()) {
      return new PyxsReply(reply);
    }
    byte[] payload = reply.payload();
    int end = payload.length;
    while (end > 0 && payload[end - 1] == 0) {
      end--;
    }
    return Payload.text(payload, 0, end);
  }

  /** What XenStore's tools may say: NUL, and what can be printed. */
  private static boolean hasAllowedCharacters(String text) {
    for (int at = 0; at < text.length(); at++) {
      char one = text.charAt(at);
      if ((one < ' ' && one != 0) || one > '\u007f') {
        return false;
      }
    }
    return true;
  }

  static String textOf(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }

  /** Have a queue get the events of a token; not so if the queue is one of another connection. */
  @GuestVisible
  public boolean subscribe(String token, PyxsEvents events) {
    try {
      connection.subscribe(token, events.queue());
      attendant.begin();
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** Take one of these back. */
  @GuestVisible
  public void unsubscribe(String token, PyxsEvents events) {
    connection.unsubscribe(token, events.queue());
  }

  /** Whether the connection is there; looks at what has arrived. */
  @GuestVisible
  public boolean isConnected() {
    return connection.isConnected();
  }

  /** End it. */
  @GuestVisible
  public void close() {
    connection.close();
  }
}
