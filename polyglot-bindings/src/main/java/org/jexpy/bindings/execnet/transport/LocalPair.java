package org.jexpy.bindings.execnet.transport;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jexpy.bindings.execnet.wire.Frame;

/**
 * Two ends within this program. Whoever runs the worker says when it has ended, and how it can be
 * ended.
 */
public final class LocalPair {
  /** How many frames are fetched at once: so whoever sends is not disturbed for each. */
  private static final int BATCH = 256;

  private final CompletableFuture<Integer> status = new CompletableFuture<>();
  private final CompletableFuture<Runnable> killer = new CompletableFuture<>();
  private final End controller = new End();
  private final End worker = new End();

  /** A pair, of which nothing is closed. */
  public LocalPair() {
    controller.peer = worker;
    worker.peer = controller;
  }

  /** The end of the side that makes the gateway. */
  public Transport controller() {
    return controller;
  }

  /** The end of the worker. */
  public Transport worker() {
    return worker;
  }

  /**
   * Say how the worker can be ended at once; if that was asked for already it happens now.
   *
   * @param action ends it; may be called from any thread, and waits for nothing
   */
  public void onKill(Runnable action) {
    killer.complete(action);
  }

  /**
   * Say that the worker has ended; the first to say so is believed.
   *
   * @param exitStatus 0 if all was in order
   */
  public void ended(int exitStatus) {
    worker.closeWrite();
    worker.closeRead();
    status.complete(exitStatus);
  }

  private final class End implements Transport {
    /** Frames, and nothing behind the last. */
    private final LinkedBlockingQueue<Optional<Frame>> arrived = new LinkedBlockingQueue<>();

    /** Those of {@link #arrived} that the thread that receives has fetched already. */
    private final ArrayDeque<Optional<Frame>> fetched = new ArrayDeque<>();

    private volatile boolean writable = true;
    private volatile boolean readable = true;
    private End peer = this;

    @Override
    public Frame receive() throws IOException {
      Optional<Frame> frame = next();
      if (frame.isEmpty()) {
        arrived.add(frame);
        throw new EOFException(
            "couldn't load message header, expected %d bytes, got 0".formatted(Frame.HEADER));
      }
      return frame.get();
    }

    /** Reading does not end by an interrupt, as that of a pipe does not. */
    private Optional<Frame> next() {
      if (!fetched.isEmpty()) {
        return fetched.remove();
      }
      boolean interrupted = false;
      try {
        while (true) {
          try {
            Optional<Frame> first = arrived.take();
            arrived.drainTo(fetched, BATCH);
            return first;
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    public void send(Frame frame) throws IOException {
      if (!writable || !peer.readable) {
        throw new IOException("the other side reads no more");
      }
      peer.arrived.add(Optional.of(frame));
    }

    @Override
    public void closeWrite() {
      writable = false;
      peer.arrived.add(Optional.empty());
    }

    @Override
    public void closeRead() {
      readable = false;
      arrived.add(Optional.empty());
    }

    @Override
    public OptionalInt await(Duration limit) throws InterruptedException {
      try {
        return OptionalInt.of(status.get(limit.toNanos(), TimeUnit.NANOSECONDS));
      } catch (TimeoutException e) {
        return OptionalInt.empty();
      } catch (ExecutionException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public boolean hasProcess() {
      return true;
    }

    @Override
    public void kill() {
      CompletableFuture<Void> _ = killer.thenAccept(Runnable::run);
    }
  }
}
