package org.jexpy.sandbox.context;

import com.oracle.truffle.api.TruffleSafepoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.jexpy.sandbox.thread.SandboxThreads;
import org.jspecify.annotations.Nullable;

/**
 * Standard input as guests read it: a read that has to wait lets the guest's signals and its end
 * through, which a plain blocking read would not. Another thread does the waiting; what it got
 * after the guest was interrupted is there for the next read.
 */
final class InterruptibleInput extends InputStream {
  private static final int LARGEST_READ = 1 << 16;

  /** What a read gave: bytes, the end, or a failure. */
  private record Outcome(ByteBuffer content, boolean end, @Nullable IOException failure) {}

  private static final Outcome WOKEN =
      new Outcome(ByteBuffer.allocate(0), true, new IOException("woken"));

  private final Supplier<InputStream> source;
  private final BlockingQueue<Integer> requests = new LinkedBlockingQueue<>();
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
  private @Nullable Thread reader;

  /** Set before the last outcome is there to be taken. */
  private volatile boolean readerEnds;

  private @Nullable Outcome current;
  private boolean outstanding;

  InterruptibleInput(Supplier<InputStream> source) {
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public synchronized int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (current == null && !outstanding && source.get().available() > 0) {
      return source.get().read(target, offset, length);
    }
    Outcome outcome = current != null ? current : await(Math.min(length, LARGEST_READ));
    if (outcome.failure() != null) {
      current = null;
      throw outcome.failure();
    }
    if (outcome.end()) {
      current = null;
      return -1;
    }
    int count = Math.min(length, outcome.content().remaining());
    outcome.content().get(target, offset, count);
    current = outcome.content().hasRemaining() ? outcome : null;
    return count;
  }

  @Override
  public int available() throws IOException {
    return source.get().available();
  }

  private Outcome await(int length) {
    if (reader == null || readerEnds) {
      readerEnds = false;
      reader = SandboxThreads.service("jexpy-stdin", this::serve);
      reader.start();
    }
    if (!outstanding) {
      outstanding = true;
      requests.add(length);
    }
    Outcome[] taken = new Outcome[1];
    TruffleSafepoint.getCurrent()
        .setBlocked(
            null,
            new Waker(),
            queue -> {
              Outcome next = queue.take();
              if (next.equals(WOKEN)) {
                throw new InterruptedException();
              }
              taken[0] = next;
            },
            outcomes,
            null,
            null);
    outstanding = false;
    return taken[0];
  }

  private void serve() {
    try {
      while (true) {
        byte[] content = new byte[requests.take()];
        try {
          int count = source.get().read(content);
          // A process that lives on after the end of its input has no thread to wait for more.
          readerEnds = count < 0;
          outcomes.add(
              new Outcome(ByteBuffer.wrap(content, 0, Math.max(count, 0)), count < 0, null));
          if (count < 0) {
            return;
          }
        } catch (IOException e) {
          outcomes.add(new Outcome(ByteBuffer.allocate(0), true, e));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Wakes a waiting read without {@link Thread#interrupt}, which would close the channel that the
   * runtime has put around this stream.
   */
  private final class Waker implements TruffleSafepoint.Interrupter {
    @Override
    public void interrupt(Thread thread) {
      outcomes.add(WOKEN);
    }

    @Override
    public void resetInterrupted() {
      boolean removed = outcomes.remove(WOKEN);
      while (removed) {
        removed = outcomes.remove(WOKEN);
      }
    }
  }
}
