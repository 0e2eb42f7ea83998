package org.jexpy.bindings.sample.core;

import org.jexpy.bindings.sample.guest.BuildsEngine;

/** Breaks a rule on purpose. */
public interface KnowsGraalThroughAnother {
  BuildsEngine other();
}
