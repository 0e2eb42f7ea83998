package org.jexpy.bindings.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The calls that this end makes: sends them, waits for their results, hands out their events. */
final class OutgoingCalls {
  private static final System.Logger LOG = System.getLogger(OutgoingCalls.class.getName());

  private final Transport transport;
  private final CodecLimits limits;
  private final AtomicLong lastCall = new AtomicLong();
  private final Map<Long, PendingCall> pending = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable String> closed = new AtomicReference<>();

  OutgoingCalls(Transport transport, CodecLimits limits) {
    this.transport = transport;
    this.limits = limits;
  }

  CodecLimits limits() {
    return limits;
  }

  @Nullable Object call(ServiceContract service, MethodContract method, @Nullable Object[] values) {
    if (!(values[0] instanceof CallContext context)) {
      throw new NullPointerException("the CallContext of a call must not be null");
    }
    String what = service.name() + "." + method.method().getName();
    Duration timeout = context.deadline().remaining();
    if (timeout.isZero()) {
      throw new ServiceTimeoutException(what + ": the deadline had passed before the call");
    }
    long number = lastCall.incrementAndGet();
    PendingCall call = new PendingCall(method, values);
    byte[] frame =
        Frames.frame(
            limits,
            Frames.Kind.CALL,
            number,
            out -> {
              Frames.writeCallHead(
                  out, new Frames.CallHead(service.name(), method.method().getName(), context));
              writeArguments(out, method, values);
            });
    pending.put(number, call);
    boolean succeeded = false;
    try {
      requireOpen(what);
      transport.send(frame);
      Object result = await(call, what, timeout);
      succeeded = true;
      return result;
    } finally {
      if (!succeeded) {
        pending.remove(number);
        call.completeAll();
      } else if (call.finished()) {
        pending.remove(number);
      }
    }
  }

  /** Takes a frame that answers a call; one for a call that has been given up is dropped. */
  void accept(Frames.Head head, WireReader in) {
    PendingCall call = pending.get(head.call());
    if (call == null) {
      return;
    }
    switch (head.kind()) {
      case RESULT -> settle(call, in, () -> call.method().result().read(in), false);
      case DECLARED_FAILURE -> settle(call, in, () -> declared(call.method(), in), true);
      case FAILURE -> settle(call, in, () -> fault(in), true);
      case EVENT -> guarded(() -> call.event(in));
      case COMPLETE -> guarded(() -> call.complete(in));
      case CALL -> throw new IllegalArgumentException("a call is no answer");
    }
    if (call.finished()) {
      pending.remove(head.call());
    }
  }

  void closeAll(String reason) {
    closed.compareAndSet(null, reason);
    for (Long number : List.copyOf(pending.keySet())) {
      PendingCall call = pending.remove(number);
      if (call != null) {
        call.result().completeExceptionally(new TransportClosedException(reason));
        call.completeAll();
      }
    }
  }

  private void requireOpen(String what) {
    String reason = closed.get();
    if (reason != null) {
      throw new TransportClosedException(what + ": " + reason);
    }
  }

  private static void writeArguments(
      WireWriter out, MethodContract method, @Nullable Object[] values) {
    for (int i = 0; i < method.arguments().size(); i++) {
      if (method.arguments().get(i) instanceof MethodContract.Argument.Data data) {
        data.type().write(out, values[i + 1]);
      }
    }
  }

  private static @Nullable Object await(PendingCall call, String what, Duration timeout) {
    try {
      return call.result().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new ServiceTimeoutException(
          "%s: no result within %s ms".formatted(what, timeout.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallInterruptedException(what + ": interrupted while waiting", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        // The caller shall see where it called, not where the frame arrived.
        failure.setStackTrace(Thread.currentThread().getStackTrace());
        throw failure;
      }
      throw new IllegalStateException(what, e);
    }
  }

  @FunctionalInterface
  private interface Reading {
    @Nullable Object read();
  }

  /** Completes a call; a result that cannot be read fails this call and no other. */
  private static void settle(PendingCall call, WireReader in, Reading reading, boolean failure) {
    try {
      Object value = reading.read();
      in.end();
      if (failure && value instanceof RuntimeException thrown) {
        call.result().completeExceptionally(thrown);
        call.completeAll();
      } else {
        call.result().complete(value);
      }
    } catch (ServiceCodecException e) {
      call.result().completeExceptionally(e);
    }
  }

  private static ServiceException declared(MethodContract method, WireReader in) {
    String name = in.name("class of the failure");
    FailureContract failure = method.failures().get(name);
    if (failure == null) {
      throw in.error(
          ServiceCodecException.Reason.UNKNOWN_NAME,
          "%s declares no %s".formatted(method.method().getName(), name));
    }
    return failure.read(in);
  }

  private static RemoteCallException fault(WireReader in) {
    Frames.Fault fault = Frames.Fault.read(in);
    String message = in.text("message");
    return switch (fault) {
      case UNKNOWN_SERVICE -> new UnknownServiceException(message);
      case UNDECLARED -> new UndeclaredFailureException(message);
      case DEADLINE -> new ServiceTimeoutException(message);
      case DEADLOCK -> new ServiceDeadlockException(message);
      case CODEC -> new ServiceCodecException(ServiceCodecException.Reason.REMOTE, message);
    };
  }

  /** A sink that throws, or an event that cannot be read, must not end the connection. */
  private static void guarded(Runnable delivery) {
    try {
      delivery.run();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "an event could not be delivered", e);
    }
  }
}
