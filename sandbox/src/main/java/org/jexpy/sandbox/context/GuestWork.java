package org.jexpy.sandbox.context;

import org.jexpy.sandbox.thread.Runner;

/** What a guest does with a context that is its own. */
@FunctionalInterface
public interface GuestWork {
  /**
   * Bind the context, and run to the end. Called on the Runner, which made the context and closes
   * it afterwards.
   *
   * @param context the context, not yet bound
   * @param world the language's way of running a script
   * @param runner the Runner
   * @return the exit status
   * @throws Exception if the sandbox fails; a failing script is no such failure
   */
  int run(GuestContext context, GuestWorld world, Runner runner) throws Exception;
}
