package org.jexpy.bindings.sample.core;

import org.jexpy.host.launcher.Main;

/** Breaks a rule on purpose. */
public final class KnowsHost {
  Class<?> main() {
    return Main.class;
  }
}
