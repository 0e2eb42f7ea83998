package org.jexpy.sandbox.context;

import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.RunRequest;

/** One guest language's way of running a script: arguments, module paths, facades, exit status. */
public interface GuestWorld {
  /**
   * Do beforehand what every script needs, so that a spare context gives its first line at once.
   * Called on the Runner, at most once, before {@link #run}, while the policy refuses everything.
   *
   * @param context the context, not yet bound
   */
  void warm(GuestContext context);

  /**
   * Run a script to its end. Called on the Runner, with the policy bound.
   *
   * @param context the context
   * @param request what to run
   * @param services the process
   * @return the exit status
   * @throws InterruptedException if the Runner is interrupted while it waits for referenced handles
   */
  int run(GuestContext context, RunRequest request, GuestServices services)
      throws InterruptedException;
}
