package org.jexpy.bindings.service;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jexpy.bindings.service.Frames.Fault;
import org.jexpy.bindings.service.Frames.Kind;
import org.jexpy.sandbox.callgraph.CallTimeoutException;
import org.jexpy.sandbox.callgraph.DeadlockDetectedException;
import org.jspecify.annotations.Nullable;

/** The calls that arrive at this end: reads them, has them run, sends their results. */
final class IncomingCalls {
  private static final System.Logger LOG = System.getLogger(IncomingCalls.class.getName());

  private final Transport transport;
  private final CodecLimits limits;
  private final Executor executor;
  private final Map<String, SuppliedService> services;

  IncomingCalls(
      Transport transport,
      CodecLimits limits,
      Executor executor,
      Map<String, SuppliedService> services) {
    this.transport = transport;
    this.limits = limits;
    this.executor = executor;
    this.services = Map.copyOf(services);
  }

  /** Takes a call. Its arguments are read here, so that a broken one never reaches the service. */
  void accept(long number, WireReader in) {
    Frames.CallHead head = Frames.readCallHead(in);
    String what = head.service() + "." + head.method();
    SuppliedService service = services.get(head.service());
    if (service == null) {
      fail(
          number,
          Fault.UNKNOWN_SERVICE,
          "%s: no such service here; supplied are %s".formatted(what, services.keySet()));
      return;
    }
    MethodContract method = service.contract().methods().get(head.method());
    if (method == null) {
      fail(
          number,
          Fault.UNKNOWN_SERVICE,
          "%s: no such method here; the service has %s"
              .formatted(what, service.contract().methods().keySet()));
      return;
    }
    try {
      @Nullable Object[] arguments = arguments(number, method, head.context(), in);
      executor.execute(() -> run(number, what, service, method, arguments));
    } catch (ServiceCodecException e) {
      fail(number, Fault.CODEC, what + ": " + e.getMessage());
    } catch (RejectedExecutionException e) {
      fail(number, Fault.UNDECLARED, what + ": the service is being shut down");
    }
  }

  private @Nullable Object[] arguments(
      long number, MethodContract method, CallContext context, WireReader in) {
    @Nullable Object[] values = new @Nullable Object[method.arguments().size() + 1];
    values[0] = context;
    int sinks = 0;
    for (int i = 0; i < method.arguments().size(); i++) {
      values[i + 1] =
          switch (method.arguments().get(i)) {
            case MethodContract.Argument.Data data -> data.type().read(in);
            case MethodContract.Argument.Sink sink ->
                new RemoteSink(number, sinks++, sink.event(), this::send);
          };
    }
    in.end();
    return values;
  }

  private void run(
      long number,
      String what,
      SuppliedService service,
      MethodContract method,
      @Nullable Object[] arguments) {
    if (arguments[0] instanceof CallContext context && context.deadline().passed()) {
      fail(number, Fault.DEADLINE, what + ": the deadline passed before the service began");
      return;
    }
    try {
      Object result = method.method().invoke(service.target(), arguments);
      send(Kind.RESULT, number, out -> method.result().write(out, result));
    } catch (InvocationTargetException e) {
      thrown(number, what, method, e.getCause() == null ? e : e.getCause());
    } catch (ServiceCodecException e) {
      fail(number, Fault.CODEC, what + ", result: " + e.getMessage());
    } catch (IllegalAccessException e) {
      fail(number, Fault.UNDECLARED, what + ": " + e);
    } catch (TransportClosedException e) {
      LOG.log(System.Logger.Level.DEBUG, "the caller of {0} is gone", what);
    }
  }

  private void thrown(long number, String what, MethodContract method, Throwable failure) {
    FailureContract declared = method.failures().get(failure.getClass().getName());
    try {
      if (declared != null && failure instanceof ServiceException known) {
        send(
            Kind.DECLARED_FAILURE,
            number,
            out -> {
              out.name(declared.type().getName());
              declared.write(out, known);
            });
        return;
      }
      switch (failure) {
        case DeadlockDetectedException e ->
            fail(number, Fault.DEADLOCK, what + ": " + e.getMessage());
        case CallTimeoutException e -> fail(number, Fault.DEADLINE, what + ": " + e.getMessage());
        default -> {
          LOG.log(System.Logger.Level.WARNING, "undeclared failure in " + what, failure);
          fail(number, Fault.UNDECLARED, what + ": " + failure);
        }
      }
    } catch (ServiceCodecException e) {
      fail(number, Fault.CODEC, what + ", failure: " + e.getMessage());
    } catch (TransportClosedException e) {
      LOG.log(System.Logger.Level.DEBUG, "the caller of {0} is gone", what);
    }
  }

  private void fail(long number, Fault fault, String message) {
    try {
      send(
          Kind.FAILURE,
          number,
          out -> {
            fault.write(out);
            out.text(message.length() > 4096 ? message.substring(0, 4096) : message);
          });
    } catch (TransportClosedException | ServiceCodecException e) {
      LOG.log(System.Logger.Level.DEBUG, "the failure of a call could not be sent", e);
    }
  }

  private void send(Kind kind, long number, Consumer<WireWriter> body) {
    transport.send(Frames.frame(limits, kind, number, body));
  }
}
