package org.jexpy.bindings.service;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Two endpoints in one JVM, without a thread of its own: frames are delivered by a sending thread,
 * one at a time and in order. For tests, and for processes that live in the container's own JVM.
 */
public final class LoopbackTransport implements Transport {
  private final AtomicBoolean closed;
  private final Queue<byte[]> arriving = new ConcurrentLinkedQueue<>();

  /** Frames not yet delivered. Whoever raises it from zero delivers until it is zero again. */
  private final AtomicInteger undelivered = new AtomicInteger();

  private volatile @Nullable Receiver receiver;
  private @Nullable LoopbackTransport peer;

  private LoopbackTransport(AtomicBoolean closed) {
    this.closed = closed;
  }

  /**
   * The two ends of a connection.
   *
   * @param left one end
   * @param right the other end
   */
  public record Pair(LoopbackTransport left, LoopbackTransport right) {}

  /** Make a connection. */
  public static Pair pair() {
    AtomicBoolean closed = new AtomicBoolean();
    LoopbackTransport left = new LoopbackTransport(closed);
    LoopbackTransport right = new LoopbackTransport(closed);
    left.peer = right;
    right.peer = left;
    return new Pair(left, right);
  }

  @Override
  public void start(Receiver newReceiver) {
    receiver = newReceiver;
  }

  @Override
  public void send(byte[] frame) {
    LoopbackTransport other = peer;
    if (closed.get() || other == null) {
      throw new TransportClosedException("the loopback connection is closed");
    }
    other.deliver(frame);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      tellClosed(this);
      tellClosed(peer);
    }
  }

  private void deliver(byte[] frame) {
    Receiver target = receiver;
    if (target == null) {
      throw new TransportClosedException("the other end of the loopback connection is not started");
    }
    arriving.add(frame);
    if (undelivered.getAndIncrement() > 0) {
      return;
    }
    do {
      byte[] next = arriving.poll();
      if (next != null) {
        target.onFrame(next);
      }
    } while (undelivered.decrementAndGet() > 0);
  }

  private static void tellClosed(@Nullable LoopbackTransport end) {
    Receiver target = end == null ? null : end.receiver;
    if (target != null) {
      target.onClosed("the loopback connection is closed");
    }
  }
}
