package org.jexpy.bindings.service;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A call whose result, or whose events, are still to come. */
final class PendingCall {
  private final MethodContract method;
  private final CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
  private final List<@Nullable OpenSink> sinks = new ArrayList<>();

  private record OpenSink(PlainType type, EventSink<Object> sink) {}

  PendingCall(MethodContract method, @Nullable Object[] values) {
    this.method = method;
    for (int i = 0; i < method.arguments().size(); i++) {
      if (method.arguments().get(i) instanceof MethodContract.Argument.Sink sink) {
        sinks.add(new OpenSink(sink.event(), sink(CompoundTypes.present(values[i + 1], SINK))));
      }
    }
  }

  private static final PlainType SINK =
      new PlainType() {
        @Override
        public void write(WireWriter out, @Nullable Object value) {
          throw new UnsupportedOperationException("a sink does not travel");
        }

        @Override
        public @Nullable Object read(WireReader in) {
          throw new UnsupportedOperationException("a sink does not travel");
        }

        @Override
        public String describe() {
          return "an EventSink";
        }
      };

  @SuppressWarnings("unchecked") // events are read by the type that the contract declares
  private static EventSink<Object> sink(Object value) {
    return (EventSink<Object>) value;
  }

  MethodContract method() {
    return method;
  }

  CompletableFuture<@Nullable Object> result() {
    return result;
  }

  /** Hands an event to its sink; one for a sink that has ended is dropped. */
  void event(WireReader in) {
    int index = sinkIndex(in);
    OpenSink open;
    synchronized (sinks) {
      open = sinks.get(index);
    }
    if (open == null) {
      return;
    }
    Object event = open.type().read(in);
    in.end();
    if (event != null) {
      open.sink().emit(event);
    }
  }

  void complete(WireReader in) {
    int index = sinkIndex(in);
    in.end();
    completeAt(index);
  }

  void completeAll() {
    for (int i = 0; i < sinks.size(); i++) {
      completeAt(i);
    }
  }

  private void completeAt(int index) {
    OpenSink open;
    synchronized (sinks) {
      open = sinks.set(index, null);
    }
    if (open != null) {
      open.sink().complete();
    }
  }

  /** Whether nothing more can come for this call. */
  boolean finished() {
    synchronized (sinks) {
      return result.isDone() && sinks.stream().allMatch(sink -> sink == null);
    }
  }

  private int sinkIndex(WireReader in) {
    long index = in.unsigned("sink");
    if (index < 0 || index >= sinks.size()) {
      throw in.error(
          ServiceCodecException.Reason.UNKNOWN_NAME,
          "sink %d of a call with %d sinks".formatted(index, sinks.size()));
    }
    return (int) index;
  }
}
