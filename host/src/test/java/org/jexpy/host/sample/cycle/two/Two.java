package org.jexpy.host.sample.cycle.two;

import org.jexpy.host.sample.cycle.one.One;

/** Breaks a rule on purpose. */
public interface Two {
  One one();
}
