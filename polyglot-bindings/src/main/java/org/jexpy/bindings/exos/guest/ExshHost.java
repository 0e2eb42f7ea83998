package org.jexpy.bindings.exos.guest;

import org.graalvm.polyglot.Value;
import org.jexpy.bindings.exos.core.CommandExecution;
import org.jexpy.bindings.guest.GuestFailures;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.GuestVisible;

/** The host object of the {@code exsh} facades. */
public final class ExshHost {
  private final CommandExecution commands;
  private final GuestServices services;

  ExshHost(CommandExecution commands, GuestServices services) {
    this.commands = commands;
    this.services = services;
  }

  /** The commands. The argument is the facade's function that raises an error. */
  @GuestVisible
  public CommandFunctions commands(Value raise) {
    return new CommandFunctions(commands, services, new GuestFailures(raise));
  }
}
