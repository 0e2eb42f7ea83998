package org.jexpy.bindings.xenstore.core.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jexpy.bindings.xenstore.core.wire.MalformedPacketException;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Requests and events of many threads over one link. This is below {@link XenStoreClient}, for
 * those that have types and errors of their own. The end of the link, or a packet that makes no
 * sense, fails all that is pending at once.
 */
public final class StoreConnection implements AutoCloseable {
  private final Link link;
  private final Outgoing outgoing;
  private final LeadingReader reader;
  private final PendingCalls calls = new PendingCalls();
  private final Subscriptions subscriptions = new Subscriptions();

  /**
   * A connection.
   *
   * @param link the way to the server; closed with the connection
   */
  public StoreConnection(Link link) {
    this.link = link;
    this.outgoing = new Outgoing(link, this::roomAgain);
    this.reader = new LeadingReader(link, outgoing, new Incoming());
  }

  /** Takes what comes, on whichever thread reads. */
  private final class Incoming implements LeadingReader.Sink {
    @Override
    public void accept(Packet packet) throws IOException {
      if (packet.is(Operation.WATCH_EVENT)) {
        deliver(packet);
        return;
      }
      PendingCall call = calls.find(packet.requestId());
      if (call == null) {
        throw new MalformedPacketException("a reply to no request: " + packet);
      }
      // Some servers know more than the protocol: what was asked may be answered.
      if (Operation.of(packet.type()) == null && packet.type() != call.request().type()) {
        throw new MalformedPacketException("a reply of unknown type: " + packet);
      }
      calls.complete(packet);
    }

    @Override
    public void lost(String reason, @Nullable Exception cause) {
      fail(new LostLink(reason, cause));
    }
  }

  private void deliver(Packet packet) throws MalformedPacketException {
    List<String> strings = Payload.strings(packet.payload());
    if (strings.size() < 2) {
      throw new MalformedPacketException("an event that lacks its path or token: " + packet);
    }
    WatchEvent event = new WatchEvent(strings.get(0), strings.get(1));
    for (EventQueue queue : subscriptions.of(event.token())) {
      queue.put(event);
    }
  }

  private void fail(LostLink loss) {
    if (calls.failAll(loss)) {
      subscriptions.all().forEach(queue -> queue.end(loss));
      link.close();
      reader.wakeAll();
    }
  }

  private void roomAgain() {
    reader.wakeAll();
  }

  /**
   * Send a request, without ever waiting. It may be on its way only in part when this returns; the
   * rest leaves while somebody waits, and is held in memory until then: who sends without end to a
   * server that may be slow calls {@link #awaitRoom} before.
   *
   * @param type what is asked for
   * @param transactionId the transaction; 0 outside of any
   * @param payload the arguments
   * @return the call, to be awaited
   * @throws ConnectionLostException if there is no connection any more
   * @throws IllegalArgumentException if the payload is too large for the protocol
   */
  public PendingCall begin(int type, int transactionId, byte[] payload) {
    return begin(type, transactionId, payload, null);
  }

  /**
   * Send a request whose reply nobody waits for. Somebody else has to wait, or to {@link #drain}
   * again and again.
   *
   * @param type what is asked for
   * @param transactionId the transaction; 0 outside of any
   * @param payload the arguments
   * @param listener told when the call is done, perhaps before this returns; null for nobody. Not
   *     told if this throws
   * @return the call
   * @throws ConnectionLostException if there is no connection any more
   * @throws IllegalArgumentException if the payload is too large for the protocol
   */
  public PendingCall begin(
      int type, int transactionId, byte[] payload, PendingCall.@Nullable Listener listener) {
    if (payload.length > Packet.MAX_PAYLOAD) {
      throw new IllegalArgumentException(
          "a payload of %d bytes (expected at most %d)"
              .formatted(payload.length, Packet.MAX_PAYLOAD));
    }
    PendingCall call = calls.add(type, transactionId, payload, listener);
    try {
      outgoing.send(call.request());
      if (outgoing.hasUnsent()) {
        reader.wakeLeader();
      }
    } catch (IOException e) {
      reader.endOfWriting();
    }
    return call;
  }

  /**
   * Wait until not more than a mebibyte of requests is held that the server has not taken.
   *
   * @param nanos how long at most; negative for no limit
   * @return whether that is so, which it is also after a loss of the connection
   * @throws InterruptedException if the thread was interrupted; the connection is as it was
   */
  public boolean awaitRoom(long nanos) throws InterruptedException {
    if (!outgoing.isFull()) {
      return true;
    }
    return switch (reader.await(
        () -> !outgoing.isFull() || calls.lost() != null, Limit.in(nanos))) {
      case ARRIVED -> true;
      case TIMEOUT -> !outgoing.isFull();
      case INTERRUPTED -> throw new InterruptedException();
    };
  }

  /**
   * Wait for a reply. May be called again after it was in vain.
   *
   * @param call the call
   * @param nanos how long at most; negative for no limit
   * @return whether it is done
   * @throws InterruptedException if the thread was interrupted; the connection is as it was
   */
  public boolean await(PendingCall call, long nanos) throws InterruptedException {
    call.awaitedBy(Thread.currentThread());
    return switch (reader.await(call::isDone, Limit.in(nanos))) {
      case ARRIVED -> true;
      case TIMEOUT -> call.isDone();
      case INTERRUPTED -> throw new InterruptedException();
    };
  }

  LeadingReader.Wait await(BooleanSupplier arrived, Limit limit) {
    return reader.await(arrived, limit);
  }

  /** Have a thread look again at what it waits for, if it does. */
  void wake(Thread thread) {
    reader.wake(thread);
  }

  /**
   * Have a queue get the events of a token. To be done before the watch is set, since its first
   * event may come before its reply is seen.
   *
   * @param token the token
   * @param queue gets them; it now belongs to this connection
   */
  public void subscribe(String token, EventQueue queue) {
    queue.attach(this);
    subscriptions.add(token, queue);
    LostLink loss = calls.lost();
    if (loss != null) {
      queue.end(loss);
    }
  }

  /**
   * Take one {@link #subscribe} back. What is in the queue stays there.
   *
   * @param token the token
   * @param queue the queue
   */
  public void unsubscribe(String token, EventQueue queue) {
    subscriptions.remove(token, queue);
  }

  /** Hand out what has arrived, without waiting for more. */
  public void drain() {
    if (calls.lost() == null) {
      reader.drain();
    }
  }

  /** Whether there is a connection; what has arrived, perhaps the end, is looked at first. */
  public boolean isConnected() {
    drain();
    return calls.lost() == null;
  }

  /** Why there is no connection any more; null if there is. */
  @Nullable LostLink lost() {
    return calls.lost();
  }

  /** Why there is no connection any more; null if there is, as far as has been looked at. */
  public @Nullable String lossReason() {
    LostLink loss = calls.lost();
    return loss == null ? null : loss.reason();
  }

  /** Whether something waits for room to be written; {@link #drain} writes it, as far as it can. */
  public boolean hasUnsent() {
    return outgoing.hasUnsent();
  }

  /** Look at all calls that have no reply yet. */
  void forEachPending(Consumer<PendingCall> action) {
    calls.forEach(action);
  }

  /** How many requests have no reply yet. */
  public int pending() {
    return calls.size();
  }

  /** What it leads to. */
  public String name() {
    return link.name();
  }

  /** End the connection; all that is pending fails. Closing twice does nothing. */
  @Override
  public void close() {
    fail(new LostLink("the connection was closed on this side", null));
    link.close();
  }

  static long nanos(Duration timeout) {
    long most = Long.MAX_VALUE / 2; // a century and a half, which can be added to the time
    try {
      return Math.min(timeout.toNanos(), most);
    } catch (ArithmeticException e) {
      return most;
    }
  }
}
