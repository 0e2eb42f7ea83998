package org.jexpy.bindings.service;

import java.time.Duration;
import org.jexpy.sandbox.callgraph.CallChain;
import org.jexpy.sandbox.callgraph.CallSite;

/**
 * What every service call carries: how long the caller waits, and the synchronous calls that led to
 * this one. The chain lets the container see a deadlock before it happens (design §4). The first
 * parameter of every method of a {@link RemoteService}.
 *
 * @param deadline how long the caller waits
 * @param chain the calls that led here; at most {@value #MAX_CHAIN}
 */
public record CallContext(CallDeadline deadline, CallChain chain) {
  /** The longest chain; a longer one is a runaway recursion across processes. */
  public static final int MAX_CHAIN = 256;

  /**
   * Checks the chain.
   *
   * @throws IllegalArgumentException if the chain is too long
   */
  public CallContext {
    if (chain.sites().size() > MAX_CHAIN) {
      throw new IllegalArgumentException(
          "the call chain has %d steps; at most %d are allowed: calls between processes recur"
              .formatted(chain.sites().size(), MAX_CHAIN));
    }
  }

  /**
   * The context of a call that no other call led to.
   *
   * @param timeout how long the caller waits
   * @return the context
   */
  public static CallContext root(Duration timeout) {
    return new CallContext(CallDeadline.in(timeout), CallChain.EMPTY);
  }

  /** A root context with the default timeout, {@link CallDeadline#DEFAULT}. */
  public static CallContext root() {
    return root(CallDeadline.DEFAULT);
  }

  /**
   * This context with one more step.
   *
   * @param site where the next call is made
   * @return the longer context, with the same deadline
   */
  public CallContext plus(CallSite site) {
    return new CallContext(deadline, chain.plus(site));
  }
}
