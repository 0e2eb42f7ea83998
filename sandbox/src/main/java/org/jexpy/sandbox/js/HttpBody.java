package org.jexpy.sandbox.js;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A response body that is read on demand, one part at a time. */
final class HttpBody implements Flow.Subscriber<List<ByteBuffer>> {
  private final Flow.Publisher<List<ByteBuffer>> publisher;
  private Flow.@Nullable Subscription subscription;
  private @Nullable BiConsumer<byte @Nullable [], @Nullable String> waiting;
  private boolean subscribed;
  private boolean finished;
  private @Nullable String failure;

  HttpBody(Flow.Publisher<List<ByteBuffer>> publisher) {
    this.publisher = publisher;
  }

  /** Asks for the next part; null bytes mean the end, with a text if it came too early. */
  void next(BiConsumer<byte @Nullable [], @Nullable String> done) {
    boolean first;
    synchronized (this) {
      if (finished) {
        done.accept(null, failure);
        return;
      }
      waiting = done;
      first = !subscribed;
      subscribed = true;
    }
    if (first) {
      publisher.subscribe(this);
    } else if (subscription != null) {
      subscription.request(1);
    }
  }

  void cancel() {
    boolean first;
    synchronized (this) {
      finished = true;
      first = !subscribed;
      subscribed = true;
    }
    if (first) {
      // Only a subscriber can let go of the connection.
      publisher.subscribe(this);
    } else if (subscription != null) {
      subscription.cancel();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription granted) {
    boolean unwanted;
    synchronized (this) {
      subscription = granted;
      unwanted = finished;
    }
    if (unwanted) {
      granted.cancel();
    } else {
      granted.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    byte[] part = new byte[buffers.stream().mapToInt(ByteBuffer::remaining).sum()];
    int at = 0;
    for (ByteBuffer buffer : buffers) {
      int length = buffer.remaining();
      buffer.get(part, at, length);
      at += length;
    }
    answer(part, null);
  }

  @Override
  public void onError(Throwable thrown) {
    synchronized (this) {
      finished = true;
      failure =
          thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
    }
    answer(null, failure);
  }

  @Override
  public void onComplete() {
    synchronized (this) {
      finished = true;
    }
    answer(null, null);
  }

  private void answer(byte @Nullable [] part, @Nullable String reason) {
    BiConsumer<byte @Nullable [], @Nullable String> receiver;
    synchronized (this) {
      receiver = waiting;
      waiting = null;
    }
    if (receiver != null) {
      receiver.accept(part, reason);
    }
  }
}
