package org.jexpy.sandbox.context;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The policy behind everything that a context was built with. Closed until it is bound, and bound
 * once: a context is never reused (design §5).
 */
public final class LateBoundPolicy {
  private final AtomicBoolean bound = new AtomicBoolean();
  private volatile GuestPolicy current = GuestPolicy.CLOSED;

  /** The policy of now. */
  public GuestPolicy get() {
    return current;
  }

  /**
   * Hand the context over.
   *
   * @param policy the policy from now on
   * @throws IllegalStateException if it was bound before
   */
  public void bind(GuestPolicy policy) {
    if (!bound.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "the context is bound already; it cannot be handed over twice");
    }
    current = policy;
  }

  InputStream in() {
    return new InterruptibleInput(() -> get().streams().in());
  }

  OutputStream out() {
    return new LateBoundOutput(() -> get().streams().out());
  }

  OutputStream err() {
    return new LateBoundOutput(() -> get().streams().err());
  }

  /** An output whose target is looked up at each write. */
  private static final class LateBoundOutput extends OutputStream {
    private final Supplier<OutputStream> target;

    LateBoundOutput(Supplier<OutputStream> target) {
      this.target = target;
    }

    @Override
    public void write(int value) throws IOException {
      target.get().write(value);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      target.get().write(source, offset, length);
    }

    @Override
    public void flush() throws IOException {
      target.get().flush();
    }
  }
}
