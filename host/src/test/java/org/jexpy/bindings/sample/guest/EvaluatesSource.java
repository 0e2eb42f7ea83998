package org.jexpy.bindings.sample.guest;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;

/** Breaks a rule on purpose. */
public final class EvaluatesSource {
  Value run(Context context) {
    return context.eval("js", "1");
  }
}
