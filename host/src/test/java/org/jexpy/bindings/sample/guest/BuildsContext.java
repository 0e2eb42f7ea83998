package org.jexpy.bindings.sample.guest;

import org.graalvm.polyglot.Context;

/** Breaks a rule on purpose. */
public final class BuildsContext {
  Context make() {
    return Context.newBuilder().build();
  }
}
