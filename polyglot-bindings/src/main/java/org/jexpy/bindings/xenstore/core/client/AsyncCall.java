package org.jexpy.bindings.xenstore.core.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jspecify.annotations.Nullable;

/** A call that nobody waits for: its reply completes a future. */
final class AsyncCall implements PendingCall.Listener {
  private final CompletableFuture<byte[]> future = new CompletableFuture<>();
  private final Consumer<AsyncCall> sink;
  private final Duration limit;
  private final long end;
  private volatile @Nullable PendingCall done;

  /**
   * A call.
   *
   * @param sink is handed this when it is done, to have it finished on another thread
   * @param limit how long it may take
   * @param end when that will have passed, in the sink's time
   */
  AsyncCall(Consumer<AsyncCall> sink, Duration limit, long end) {
    this.sink = sink;
    this.limit = limit;
    this.end = end;
  }

  CompletableFuture<byte[]> future() {
    return future;
  }

  long end() {
    return end;
  }

  @Override
  public void done(PendingCall call) {
    done = call;
    sink.accept(this);
  }

  /** Complete the future, which runs what is attached to it. */
  void finish() {
    PendingCall call = done;
    if (call == null || future.isDone()) {
      return;
    }
    try {
      future.complete(call.payload());
    } catch (XenStoreException e) {
      future.completeExceptionally(e);
    }
  }

  void timeOut(Packet request) {
    if (!future.isDone()) {
      future.completeExceptionally(new CallTimedOutException(request, limit));
    }
  }
}
