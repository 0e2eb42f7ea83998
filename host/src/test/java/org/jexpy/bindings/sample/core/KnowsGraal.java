package org.jexpy.bindings.sample.core;

import org.graalvm.polyglot.Value;

/** Breaks a rule on purpose. */
public interface KnowsGraal {
  Value value();
}
