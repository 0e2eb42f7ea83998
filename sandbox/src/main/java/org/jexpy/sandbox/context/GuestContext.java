package org.jexpy.sandbox.context;

import org.graalvm.polyglot.Context;

/** A context together with what it was made for and the policy behind it. */
public final class GuestContext implements AutoCloseable {
  private final Context context;
  private final ContextKey key;
  private final LateBoundPolicy policy;

  GuestContext(Context context, ContextKey key, LateBoundPolicy policy) {
    this.context = context;
    this.key = key;
    this.policy = policy;
  }

  /** The polyglot context. */
  public Context polyglot() {
    return context;
  }

  /** What it was made for. */
  public ContextKey key() {
    return key;
  }

  /** The policy behind it. */
  public LateBoundPolicy policy() {
    return policy;
  }

  /**
   * Ends all guest code in the context and frees it. May block while guest code does not reach a
   * safepoint.
   */
  @Override
  public void close() {
    context.close(true);
  }
}
