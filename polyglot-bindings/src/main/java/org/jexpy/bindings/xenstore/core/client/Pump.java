package org.jexpy.bindings.xenstore.core.client;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jexpy.bindings.BindingsThreads;
import org.jexpy.bindings.xenstore.core.wire.Operation;

/**
 * The thread that waits for the replies of calls that nobody else waits for, and so leads most of
 * the time. It completes futures only while it does not lead: what runs then may make calls itself.
 */
final class Pump {
  private static final long NEVER = Long.MAX_VALUE;

  private final StoreConnection connection;
  private final Thread thread = BindingsThreads.daemon("jexpy-xenstore-client", this::run);
  private final long begin = System.nanoTime();
  private final Queue<AsyncCall> done = new ConcurrentLinkedQueue<>();

  /**
   * When to look for calls that took too long: never after the end of one under way. That call may
   * be done by then, which is cheaper than to take it back for each.
   */
  private final AtomicLong nextLook = new AtomicLong(NEVER);

  private volatile boolean wanted;
  private volatile boolean ended;

  private Pump(StoreConnection connection) {
    this.connection = connection;
  }

  static Pump start(StoreConnection connection) {
    Pump pump = new Pump(connection);
    pump.thread.start();
    return pump;
  }

  private long now() {
    return System.nanoTime() - begin;
  }

  CompletableFuture<byte[]> call(
      Operation operation, int transactionId, byte[] payload, Duration limit) {
    long end = now() + Math.max(0, StoreConnection.nanos(limit));
    AsyncCall call = new AsyncCall(this::hand, limit, end);
    try {
      connection.begin(operation.number(), transactionId, payload, call);
    } catch (ConnectionLostException e) {
      return CompletableFuture.failedFuture(e);
    }
    if (lookAt(end)) {
      wanted = true;
      connection.wake(thread);
    }
    return call.future();
  }

  /** Whether this is earlier than what was to come. */
  private boolean lookAt(long end) {
    long next = nextLook.get();
    while (end < next) {
      if (nextLook.compareAndSet(next, end)) {
        return true;
      }
      next = nextLook.get();
    }
    return false;
  }

  /** A call is done; said by whoever reads, or ends the connection. */
  private void hand(AsyncCall call) {
    done.add(call);
    if (ended) {
      finishAll();
    } else if (!Thread.currentThread().equals(thread)) {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    try {
      while (connection.lost() == null) {
        long next = nextLook.get();
        Limit limit = Limit.in(next == NEVER ? -1 : Math.max(0, next - now()));
        connection.await(() -> wanted || !done.isEmpty() || connection.lost() != null, limit);
        wanted = false;
        finishAll();
        if (now() >= nextLook.get()) {
          timeOut();
        }
      }
    } finally {
      connection.close(); // also after a defect: nobody must wait for ever
      ended = true;
      finishAll();
    }
  }

  private void finishAll() {
    for (AsyncCall call = done.poll(); call != null; call = done.poll()) {
      call.finish();
    }
  }

  /** Calls that begin meanwhile either are seen here, or set the next look themselves. */
  private void timeOut() {
    nextLook.set(NEVER);
    long now = now();
    connection.forEachPending(
        pending -> {
          if (pending.listener() instanceof AsyncCall call && !call.future().isDone()) {
            if (call.end() <= now) {
              call.timeOut(pending.request());
            } else {
              lookAt(call.end());
            }
          }
        });
  }
}
