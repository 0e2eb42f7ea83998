package org.jexpy.sandbox.context;

/** How a guest came to its context. */
public enum StartKind {
  /** The context was made for it. */
  COLD,
  /** It took over a context that was parked. */
  SPARE
}
