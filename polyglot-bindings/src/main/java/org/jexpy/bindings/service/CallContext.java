package org.jexpy.bindings.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What every service call carries: how long the caller waits, and the synchronous calls that led to
 * this one. The chain lets the container see a deadlock before it happens (design §4). The first
 * parameter of every method of a {@link RemoteService}.
 *
 * @param deadline how long the caller waits
 * @param chain the calls that led here, the outermost first; at most {@value #MAX_CHAIN}
 */
public record CallContext(CallDeadline deadline, List<Step> chain) {
  /** The longest chain; a longer one is a runaway recursion across processes. */
  public static final int MAX_CHAIN = 256;

  /**
   * Copies the chain.
   *
   * @throws IllegalArgumentException if the chain is too long
   */
  public CallContext {
    chain = List.copyOf(chain);
    if (chain.size() > MAX_CHAIN) {
      throw new IllegalArgumentException(
          "the call chain has %d steps; at most %d are allowed: calls between processes recur"
              .formatted(chain.size(), MAX_CHAIN));
    }
  }

  /**
   * One synchronous call.
   *
   * @param process the process that called
   * @param lane the thread or pool of that process that waits
   * @param callSite where in its code, such as {@code app.py:12 in main}; may be empty
   */
  public record Step(String process, String lane, String callSite) {}

  /**
   * The context of a call that no other call led to.
   *
   * @param timeout how long the caller waits
   * @return the context
   */
  public static CallContext root(Duration timeout) {
    return new CallContext(CallDeadline.in(timeout), List.of());
  }

  /** A root context with the default timeout, {@link CallDeadline#DEFAULT}. */
  public static CallContext root() {
    return root(CallDeadline.DEFAULT);
  }

  /**
   * This context with one more step.
   *
   * @param step the call that is about to be made
   * @return the longer context, with the same deadline
   */
  public CallContext plus(Step step) {
    List<Step> longer = new ArrayList<>(chain);
    longer.add(step);
    return new CallContext(deadline, longer);
  }
}
