package org.jexpy.sandbox.callgraph;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The call sites that led to a piece of work, outermost first. Each synchronous call carries one to
 * the lane that serves it (design §4). Immutable plain data.
 *
 * @param sites the call sites, outermost first
 */
public record CallChain(List<CallSite> sites) {
  /** The chain of work that no call asked for. */
  public static final CallChain EMPTY = new CallChain(List.of());

  /** Copies the list. */
  public CallChain {
    sites = List.copyOf(sites);
  }

  /**
   * The chain of what a call from here asks for.
   *
   * @param site where the call is made
   * @return this chain and that site
   */
  public CallChain plus(CallSite site) {
    List<CallSite> longer = new ArrayList<>(sites);
    longer.add(site);
    return new CallChain(longer);
  }

  @Override
  public String toString() {
    return sites.stream().map(CallSite::toString).collect(Collectors.joining(" -> "));
  }
}
