package org.jexpy.sandbox.callgraph;

/**
 * A synchronous call was not answered by its deadline. Surfaces turn this into their own timeout
 * error.
 */
public final class CallTimeoutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient TimedOutCall call;

  CallTimeoutException(TimedOutCall call) {
    super(call.describe());
    this.call = call;
  }

  /** The call, with the stacks of both sides. */
  public TimedOutCall call() {
    return call;
  }
}
