package org.jexpy.bindings.testkit;

import java.util.Optional;

/** Where a process can live. Every case runs in each that exists. */
public enum Isolation {
  /** A context in this JVM. */
  CONTEXT(null),
  /** A context in this JVM, its services behind the codec: all of PROCESS but the other JVM. */
  CODEC(null),
  /** A JVM of its own. */
  PROCESS("isolation = process is not built yet; its cases wait for the child JVM");

  private final @org.jspecify.annotations.Nullable String missing;

  Isolation(@org.jspecify.annotations.Nullable String missing) {
    this.missing = missing;
  }

  /** Why it cannot be tested, or empty if it can. */
  public Optional<String> missing() {
    return Optional.ofNullable(missing);
  }
}
