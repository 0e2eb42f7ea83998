package org.jexpy.host.sample.cycle.one;

import org.jexpy.host.sample.cycle.two.Two;

/** Breaks a rule on purpose. */
public interface One {
  Two two();
}
