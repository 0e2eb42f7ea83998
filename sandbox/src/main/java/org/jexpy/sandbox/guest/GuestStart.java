package org.jexpy.sandbox.guest;

import org.jexpy.sandbox.context.GuestWork;
import org.jexpy.sandbox.context.StartedGuest;

/** How a run gets its context. */
@FunctionalInterface
public interface GuestStart {
  /**
   * Start a guest. Does not wait for its context.
   *
   * @param name the name of its thread
   * @param run what it runs
   * @param work what its Runner does
   * @return the guest
   */
  StartedGuest start(String name, GuestRun run, GuestWork work);
}
