package org.jexpy.bindings.execnet.sample;

import org.jexpy.sandbox.UserHome;

/** Breaks a rule on purpose. */
public final class KnowsSandbox {
  Class<?> sandbox() {
    return UserHome.class;
  }
}
