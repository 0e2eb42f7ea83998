package org.jexpy.bindings.xenstore.core.client;

import java.util.concurrent.locks.LockSupport;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way. Whoever gives up waiting for it may forget it: a reply that comes later is
 * dropped.
 */
public final class PendingCall {
  private final Packet request;
  private volatile @Nullable Object outcome;
  private volatile @Nullable Thread waiting;

  PendingCall(Packet request) {
    this.request = request;
  }

  /** What was asked. */
  public Packet request() {
    return request;
  }

  /** Whether the reply is there, or never will be. */
  public boolean isDone() {
    return outcome != null;
  }

  /**
   * The reply, which may be an error.
   *
   * @throws ConnectionLostException if the connection was lost before it came
   * @throws IllegalStateException if it is not there yet
   */
  public Packet reply() {
    return switch (outcome) {
      case Packet reply -> reply;
      case LostLink lost -> throw lost.exception();
      case null, default -> throw new IllegalStateException("no reply yet to " + request);
    };
  }

  /** Of several threads, the last one that says so is woken. */
  void awaitedBy(Thread thread) {
    waiting = thread;
  }

  void complete(Object replyOrLoss) {
    outcome = replyOrLoss;
    Thread thread = waiting;
    if (thread != null && !thread.equals(Thread.currentThread())) {
      LockSupport.unpark(thread);
    }
  }
}
