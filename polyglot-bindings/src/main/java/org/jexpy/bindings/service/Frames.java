package org.jexpy.bindings.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jexpy.sandbox.callgraph.CallChain;
import org.jexpy.sandbox.callgraph.CallSite;

/** The heads of frames. The body that follows is written and read by the contract of the method. */
final class Frames {
  private Frames() {}

  /** What a frame is for. */
  enum Kind {
    /** Caller to service: call this method. */
    CALL(0),
    /** Service to caller: the result. */
    RESULT(1),
    /** Service to caller: a declared exception. */
    DECLARED_FAILURE(2),
    /** Service to caller: any other failure. */
    FAILURE(3),
    /** Service to caller: an event for a sink. */
    EVENT(4),
    /** Service to caller: the end of a sink. */
    COMPLETE(5);

    private static final Kind[] BY_CODE = values();

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    static Kind read(WireReader in) {
      int code = in.raw("kind of frame");
      if (code >= BY_CODE.length) {
        throw in.error(ServiceCodecException.Reason.WRONG_KIND, "unknown kind of frame " + code);
      }
      return BY_CODE[code];
    }
  }

  /** Why a call failed without a declared exception. */
  enum Fault {
    UNKNOWN_SERVICE(0),
    UNDECLARED(1),
    DEADLINE(2),
    CODEC(3),
    DEADLOCK(4);

    private static final Fault[] BY_CODE = values();

    private final int code;

    Fault(int code) {
      this.code = code;
    }

    void write(WireWriter out) {
      out.raw(code);
    }

    static Fault read(WireReader in) {
      int code = in.raw("fault");
      if (code >= BY_CODE.length) {
        throw in.error(ServiceCodecException.Reason.WRONG_KIND, "unknown fault " + code);
      }
      return BY_CODE[code];
    }
  }

  /**
   * The head of each frame.
   *
   * @param kind what it is for
   * @param call the number of the call it belongs to, chosen by the caller
   */
  record Head(Kind kind, long call) {}

  /**
   * The head of a call.
   *
   * @param service the service's name
   * @param method the method's name
   * @param context deadline and chain
   */
  record CallHead(String service, String method, CallContext context) {}

  static byte[] frame(CodecLimits limits, Kind kind, long call, Consumer<WireWriter> body) {
    WireWriter out = new WireWriter(limits);
    out.raw(ServiceCodec.VERSION);
    out.raw(kind.code);
    out.unsigned(call);
    body.accept(out);
    return out.toBytes();
  }

  static Head readHead(WireReader in) {
    ServiceCodec.requireVersion(in);
    return new Head(Kind.read(in), in.unsigned("call number"));
  }

  static void writeCallHead(WireWriter out, CallHead head) {
    out.name(head.service());
    out.name(head.method());
    out.unsigned(head.context().deadline().remainingNanos());
    out.unsigned(head.context().chain().sites().size());
    for (CallSite step : head.context().chain().sites()) {
      out.text(step.process());
      out.text(step.lane());
      out.text(step.place());
    }
  }

  static CallHead readCallHead(WireReader in) {
    String service = in.name("service");
    String method = in.name("method");
    long nanos = in.unsigned("deadline");
    if (nanos < 0) {
      throw in.error(ServiceCodecException.Reason.BAD_NUMBER, "deadline: out of range");
    }
    int steps = in.count("call chain");
    if (steps > CallContext.MAX_CHAIN) {
      throw in.error(
          ServiceCodecException.Reason.TOO_DEEP,
          "call chain: %d steps, at most %d are allowed".formatted(steps, CallContext.MAX_CHAIN));
    }
    List<CallSite> chain = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      chain.add(new CallSite(in.text("process"), in.text("lane"), in.text("call site")));
    }
    return new CallHead(
        service,
        method,
        new CallContext(CallDeadline.in(Duration.ofNanos(nanos)), new CallChain(chain)));
  }
}
