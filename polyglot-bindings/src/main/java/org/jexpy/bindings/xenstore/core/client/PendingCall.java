package org.jexpy.bindings.xenstore.core.client;

import java.util.concurrent.locks.LockSupport;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way. Whoever gives up waiting for it may forget it: a reply that comes later is
 * dropped.
 */
public final class PendingCall {
  /**
   * Is told once that a call is done, by whichever thread reads: it must neither wait nor throw.
   */
  @FunctionalInterface
  public interface Listener {
    /**
     * The reply is there, or never will be.
     *
     * @param call the call, which is done
     */
    void done(PendingCall call);
  }

  private final Packet request;
  private final @Nullable Listener listener;
  private volatile @Nullable Object outcome;

  /** Who is to be woken; guarded by this object. */
  private @Nullable Waiting waiting;

  /** A thread that waits, and those that came before it. */
  private record Waiting(Thread thread, @Nullable Waiting before) {
    boolean has(Thread other) {
      for (Waiting each = this; each != null; each = each.before) {
        if (each.thread.equals(other)) {
          return true;
        }
      }
      return false;
    }
  }

  PendingCall(Packet request, @Nullable Listener listener) {
    this.request = request;
    this.listener = listener;
  }

  /** What was asked. */
  public Packet request() {
    return request;
  }

  /** Who is told when it is done; null if nobody. */
  @Nullable Listener listener() {
    return listener;
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

  /**
   * Whether the reply, if it is no error, is one to this request: of its type, in its transaction.
   *
   * @throws ConnectionLostException if the connection was lost before it came
   * @throws IllegalStateException if it is not there yet
   */
  public boolean fits() {
    Packet reply = reply();
    return reply.type() == request.type() && reply.transactionId() == request.transactionId();
  }

  /**
   * What the reply carries.
   *
   * @throws RequestRefusedException if the server says no
   * @throws UnexpectedReplyException if the reply is one to something else
   * @throws ConnectionLostException if the connection was lost before it came
   * @throws IllegalStateException if it is not there yet
   */
  byte[] payload() {
    Packet reply = reply();
    if (reply.is(Operation.ERROR)) {
      throw new RequestRefusedException(request, reply);
    }
    if (!fits()) {
      throw new UnexpectedReplyException(request, reply);
    }
    return reply.payload();
  }

  /** All threads that have said so are woken. */
  synchronized void awaitedBy(Thread thread) {
    Waiting known = waiting;
    if (known == null || !known.has(thread)) {
      waiting = new Waiting(thread, known);
    }
  }

  void complete(Object replyOrLoss) {
    Waiting woken;
    synchronized (this) {
      outcome = replyOrLoss;
      woken = waiting;
      waiting = null;
    }
    for (Waiting each = woken; each != null; each = each.before) {
      if (!each.thread.equals(Thread.currentThread())) {
        LockSupport.unpark(each.thread);
      }
    }
    if (listener != null) {
      listener.done(this);
    }
  }
}
