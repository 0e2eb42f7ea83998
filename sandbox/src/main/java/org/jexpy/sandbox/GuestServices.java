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
 */
public record GuestServices(
    String processName, AccessGate gate, OwnedResources resources, Runner runner) {}
