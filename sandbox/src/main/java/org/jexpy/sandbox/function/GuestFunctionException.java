package org.jexpy.sandbox.function;

/** A function of a guest could not be called, or failed. The message is for who called. */
public final class GuestFunctionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String trace;

  /** What went wrong. */
  public enum Kind {
    /** There is no such function; perhaps not yet. */
    MISSING,
    /** It raised an error. */
    RAISED,
    /** It returned something that is no plain data. */
    NOT_PLAIN,
    /** Its process was stopped meanwhile. */
    STOPPED
  }

  private GuestFunctionException(Kind kind, String message, String trace) {
    super(message);
    this.kind = kind;
    this.trace = trace;
  }

  static GuestFunctionException missing(String function, String others) {
    return new GuestFunctionException(
        Kind.MISSING,
        "no function '%s'; %s"
            .formatted(function, others.isEmpty() ? "it has none" : "it has " + others),
        "");
  }

  static GuestFunctionException raised(String error, String trace) {
    return new GuestFunctionException(Kind.RAISED, error, trace);
  }

  static GuestFunctionException notPlain(String function, String what) {
    return new GuestFunctionException(
        Kind.NOT_PLAIN, "what '%s' returned is no plain data: %s".formatted(function, what), "");
  }

  static GuestFunctionException stopped(String function) {
    return new GuestFunctionException(
        Kind.STOPPED, "it was stopped before '%s' had returned".formatted(function), "");
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  /** The traceback of the guest as its language prints it; empty unless it raised an error. */
  public String trace() {
    return trace;
  }
}
