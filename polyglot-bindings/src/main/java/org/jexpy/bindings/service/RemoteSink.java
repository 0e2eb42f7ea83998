package org.jexpy.bindings.service;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What a service gets for a sink of its caller: sends the events there. */
final class RemoteSink implements EventSink<Object> {
  private final long call;
  private final int index;
  private final PlainType type;
  private final Sender sender;
  private final AtomicBoolean ended = new AtomicBoolean();

  /** Sends a frame. */
  @FunctionalInterface
  interface Sender {
    void send(Frames.Kind kind, long call, Consumer<WireWriter> body);
  }

  RemoteSink(long call, int index, PlainType type, Sender sender) {
    this.call = call;
    this.index = index;
    this.type = type;
    this.sender = sender;
  }

  @Override
  public void emit(Object event) {
    if (ended.get()) {
      return;
    }
    send(
        Frames.Kind.EVENT,
        out -> {
          out.unsigned(index);
          type.write(out, event);
        });
  }

  @Override
  public void complete() {
    if (ended.compareAndSet(false, true)) {
      send(Frames.Kind.COMPLETE, out -> out.unsigned(index));
    }
  }

  private void send(Frames.Kind kind, Consumer<WireWriter> body) {
    try {
      sender.send(kind, call, body);
    } catch (TransportClosedException e) {
      // Nobody listens any more, which is no failure of the service.
      ended.set(true);
    }
  }
}
