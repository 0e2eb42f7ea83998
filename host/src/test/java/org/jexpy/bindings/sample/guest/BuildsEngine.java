package org.jexpy.bindings.sample.guest;

import org.graalvm.polyglot.Engine;

/** Breaks a rule on purpose. */
public final class BuildsEngine {
  Engine make() {
    return Engine.create();
  }
}
