package org.jexpy.sandbox;

import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.resource.OwnedResources;
import org.jexpy.sandbox.thread.Runner;

/**
 * What an extension gets from the guest process that it joins.
 *
 * @param processName the name of the process
 * @param gate asks what the guest may do
 * @param resources where everything opened for the guest is registered
 * @param runner the thread that owns the context
 * @param life what its owner wants to know
 */
public record GuestServices(
    String processName, AccessGate gate, OwnedResources resources, Runner runner, GuestLife life) {

  /** Whether the guest shall end now, if its top level is done. */
  public boolean isOver() {
    return life.isOver(resources.hasReferenced());
  }

  /**
   * The services of a script that is run by hand.
   *
   * @param processName the name of the process
   * @param gate asks what the guest may do
   * @param resources where everything opened for the guest is registered
   * @param runner the thread that owns the context
   */
  public GuestServices(
      String processName, AccessGate gate, OwnedResources resources, Runner runner) {
    this(processName, gate, resources, runner, GuestLife.SCRIPT);
  }
}
