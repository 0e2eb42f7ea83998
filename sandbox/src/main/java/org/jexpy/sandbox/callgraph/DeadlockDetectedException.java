package org.jexpy.sandbox.callgraph;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A synchronous call was refused before it was made, because it could never end. Surfaces turn this
 * into {@code exos.api.DeadlockDetectedError}.
 */
public final class DeadlockDetectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why a call is refused. */
  public enum Reason {
    /** The caller is on a lane where nothing may wait. */
    LANE_MUST_NOT_WAIT,
    /** Everything that could answer the call waits, in the end, for its caller. */
    CYCLE
  }

  private final Reason reason;
  private final transient List<CallSite> callSites;

  private DeadlockDetectedException(Reason reason, List<CallSite> callSites, String message) {
    super(message);
    this.reason = reason;
    this.callSites = List.copyOf(callSites);
  }

  static DeadlockDetectedException mustNotWait(CallChain chain, Lane caller, Lane target) {
    return new DeadlockDetectedException(
        Reason.LANE_MUST_NOT_WAIT,
        chain.sites(),
        "a synchronous call to %s is refused on the %s of process '%s', where nothing may wait: %s; %s"
            .formatted(
                target,
                caller.kind().title(),
                caller.process(),
                chain,
                caller.kind() == LaneKind.JS_RUNNER
                    ? "use the call that returns a promise"
                    : "make it from a callback pool (is_async=True) or use the asynchronous call"));
  }

  static DeadlockDetectedException cycle(CallChain chain, Lane target, List<CallSite> waiting) {
    return new DeadlockDetectedException(
        Reason.CYCLE,
        waiting,
        "a synchronous call to %s is refused because it could never end (%d slot(s), all waiting); calls that wait: %s; made by: %s; give the lane another worker or use an asynchronous call"
            .formatted(
                target,
                target.slots(),
                waiting.stream().map(CallSite::toString).collect(Collectors.joining("; ")),
                chain));
  }

  /** Why the call was refused. */
  public Reason reason() {
    return reason;
  }

  /**
   * Where all the calls were made that wait for each other, the refused one first; for {@link
   * Reason#LANE_MUST_NOT_WAIT} the chain that led to the refused call, which is its last.
   */
  public List<CallSite> callSites() {
    return callSites;
  }
}
