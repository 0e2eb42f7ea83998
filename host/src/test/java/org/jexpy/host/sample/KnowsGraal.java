package org.jexpy.host.sample;

import org.graalvm.polyglot.Value;

/** Breaks a rule on purpose. */
public interface KnowsGraal {
  Value value();
}
