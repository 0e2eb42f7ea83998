package org.jexpy.bindings.xenstore.core.client;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jexpy.bindings.xenstore.core.wire.Errno;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A client of a XenStore, for any number of threads at a time: their requests share the connection,
 * and no reply waits for another thread's. It starts no thread before the first {@link #callAsync}.
 *
 * <pre>{@code
 * try (XenStoreClient store = XenStoreClient.connect(Path.of("/var/run/xenstored/socket"))) {
 *   store.write("/local/domain/0/name", "Domain-0".getBytes(US_ASCII));
 *   EventQueue events = new EventQueue();
 *   store.watch("/local/domain", "domains", events);
 *   WatchEvent event = events.take(Duration.ofSeconds(1));
 * }
 * }</pre>
 */
public final class XenStoreClient extends NodeCalls implements AutoCloseable {
  /** How long a call waits for its reply if nothing else is said. */
  public static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** A transaction that is tried again waits up to 2, 4, … 32 ms before. */
  private static final int MOST_DOUBLINGS = 5;

  private final StoreConnection connection;
  private final Duration timeout;
  private volatile @Nullable Pump pump;

  private XenStoreClient(StoreConnection connection, Duration timeout) {
    this.connection = connection;
    this.timeout = timeout;
  }

  /**
   * Connect to a server's local socket.
   *
   * @param socket its path
   * @return the client, whose calls wait {@link #TIMEOUT} at most
   * @throws IOException if there is no server
   */
  public static XenStoreClient connect(Path socket) throws IOException {
    return over(NioLink.connect(socket), TIMEOUT);
  }

  /**
   * A client over any link.
   *
   * @param link the link; closed with the client
   * @param timeout how long each call waits for its reply
   */
  public static XenStoreClient over(Link link, Duration timeout) {
    return new XenStoreClient(new StoreConnection(link), timeout);
  }

  /**
   * Make a request of any kind.
   *
   * @param operation what is asked for
   * @param transactionId the transaction; 0 outside of any
   * @param payload the arguments
   * @param limit how long to wait for the reply
   * @return what the reply carries
   * @throws RequestRefusedException if the server says no
   * @throws CallTimedOutException if no reply comes in time
   * @throws ConnectionLostException if there is no connection, or none any more
   * @throws UnexpectedReplyException if the reply is one to something else
   * @throws CallInterruptedException if the thread was interrupted
   */
  public byte[] call(Operation operation, int transactionId, byte[] payload, Duration limit) {
    return exchange(operation, transactionId, payload, limit, null).payload();
  }

  /**
   * Make a request, and do not wait for its reply. Any number of them may be under way; they arrive
   * in this order. The first one starts the thread {@code jexpy-xenstore-client}, which ends with
   * the connection.
   *
   * @param operation what is asked for
   * @param transactionId the transaction; 0 outside of any
   * @param payload the arguments
   * @param limit how long the reply may take
   * @return what the reply carries, or fails with a {@link XenStoreException}, as {@link #call}
   *     does. Functions attached to it run on that thread: they may make calls of this client that
   *     wait, but must not wait for another future of it. Cancelling it drops the reply; the
   *     request may still be executed
   */
  public CompletableFuture<byte[]> callAsync(
      Operation operation, int transactionId, byte[] payload, Duration limit) {
    return pump().call(operation, transactionId, payload, limit);
  }

  /** The calls that do not wait. */
  public AsyncCalls async() {
    return new AsyncCalls(this);
  }

  private Pump pump() {
    Pump known = pump;
    if (known != null) {
      return known;
    }
    synchronized (this) {
      if (pump == null) {
        pump = Pump.start(connection);
      }
      return pump;
    }
  }

  private PendingCall exchange(
      Operation operation,
      int transactionId,
      byte[] payload,
      Duration limit,
      PendingCall.@Nullable Listener listener) {
    Limit until = Limit.in(Math.max(0, StoreConnection.nanos(limit)));
    try {
      // Who ends something does not do it again: that is sent whatever happens to the caller.
      boolean ends = operation == Operation.TRANSACTION_END || operation == Operation.UNWATCH;
      if (!ends && !connection.awaitRoom(until.left())) {
        throw new CallTimedOutException(
            Packet.request(operation, 0, transactionId, payload), limit);
      }
      PendingCall call = connection.begin(operation.number(), transactionId, payload, listener);
      if (!connection.await(call, until.left())) {
        throw new CallTimedOutException(call.request(), limit);
      }
      return call;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallInterruptedException("the reply to a " + operation);
    }
  }

  @Override
  byte[] ask(Operation operation, byte[] payload) {
    return call(operation, 0, payload, timeout);
  }

  /** The same for what has to be taken back if nobody waits for the reply any more. */
  private byte[] askOrUndo(Operation operation, byte[] payload, Consumer<byte[]> undo) {
    TakenBack listener = new TakenBack(undo);
    try {
      return exchange(operation, 0, payload, timeout, listener).payload();
    } catch (CallTimedOutException | CallInterruptedException e) {
      listener.abandon();
      throw e;
    }
  }

  Duration timeout() {
    return timeout;
  }

  StoreConnection connection() {
    return connection;
  }

  /**
   * Begin a transaction, to be closed by the caller.
   *
   * @throws CallTimedOutException if no reply comes in time; the server's is ended when one does
   */
  public ClientTransaction begin() {
    return new ClientTransaction(
        this, transactionId(askOrUndo(Operation.TRANSACTION_START, Payload.of(""), this::drop)));
  }

  private void drop(byte[] started) {
    connection.begin(Operation.TRANSACTION_END.number(), transactionId(started), Payload.of("F"));
  }

  private static int transactionId(byte[] answer) {
    List<String> strings = Payload.strings(answer);
    try {
      return Integer.parseUnsignedInt(strings.getFirst());
    } catch (NoSuchElementException | NumberFormatException e) {
      throw new UnexpectedReplyException(Operation.TRANSACTION_START, answer, "a number");
    }
  }

  /**
   * Do something in a transaction, again and again until nobody comes between, with short waits of
   * random length.
   *
   * @param <T> the type of the result
   * @param attempts how often at most, at least 1
   * @param work what is to be done; what it throws ends it all, and leaves nothing written
   * @return what the work that was committed has given
   * @throws RequestRefusedException EAGAIN, if somebody came between each time
   */
  public <T> T transact(int attempts, Function<ClientTransaction, T> work) {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts: %d (expected: at least 1)".formatted(attempts));
    }
    for (int attempt = 1; ; attempt++) {
      try (ClientTransaction transaction = begin()) {
        T result = work.apply(transaction);
        if (transaction.commit()) {
          return result;
        }
        if (attempt == attempts) {
          Packet end =
              Packet.request(Operation.TRANSACTION_END, 0, transaction.id(), Payload.of("T"));
          throw new RequestRefusedException(end, end.error(Errno.EAGAIN));
        }
      }
      backOff(attempt);
    }
  }

  /** Those who want the same would come between each other again, were they not of uneven speed. */
  private static void backOff(int attempt) {
    long most = TimeUnit.MILLISECONDS.toNanos(1L << Math.min(attempt, MOST_DOUBLINGS));
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
  }

  /**
   * Watch a node and all below it. The first event comes at once, for the watch itself.
   *
   * @param path the node, which may be missing; or {@code @introduceDomain}, {@code
   *     @releaseDomain}
   * @param token what its events shall carry; each queue that has a watch of an event's token gets
   *     the event
   * @param queue where its events go
   * @return closing it takes the watch back
   * @throws CallTimedOutException if no reply comes in time; the watch is then taken back as soon as
   *     one does, unless it says no
   */
  public WatchSubscription watch(String path, String token, EventQueue queue) {
    connection.subscribe(token, queue);
    try {
      byte[] arguments = Payload.of(path, token);
      // One that the server refuses may be there for another.
      var _ =
          askOrUndo(
              Operation.WATCH,
              arguments,
              set -> connection.begin(Operation.UNWATCH.number(), 0, arguments));
    } catch (RuntimeException e) {
      connection.unsubscribe(token, queue);
      throw e;
    }
    return new WatchSubscription(this, path, token, queue);
  }

  /** The domain calls and control commands of this client. */
  public DomainCalls domains() {
    return new DomainCalls(this);
  }

  /** Whether there is a connection; what has arrived, perhaps the end, is looked at first. */
  public boolean isConnected() {
    return connection.isConnected();
  }

  /**
   * End the connection: the server drops its watches and transactions. Calls under way fail at
   * once. Closing twice does nothing.
   */
  @Override
  public void close() {
    connection.close();
  }
}
