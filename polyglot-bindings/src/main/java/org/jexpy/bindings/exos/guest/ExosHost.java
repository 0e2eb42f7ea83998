package org.jexpy.bindings.exos.guest;

import org.graalvm.polyglot.Value;
import org.jexpy.bindings.guest.GuestFailures;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.GuestVisible;

/**
 * The host object of the {@code exos} facades: one call per operation of theirs. Each part takes
 * the facade's function that raises an error of a kind with a message.
 */
public final class ExosHost {
  private final ExosProcess process;
  private final GuestServices services;

  ExosHost(ExosProcess process, GuestServices services) {
    this.process = process;
    this.services = services;
  }

  /** The system functions. */
  @GuestVisible
  public SystemFunctions system(Value raise) {
    return new SystemFunctions(process.control(), new GuestFailures(raise));
  }

  /** The commands. */
  @GuestVisible
  public CommandFunctions commands(Value raise) {
    return new CommandFunctions(process.commands(), services, new GuestFailures(raise));
  }

  /** The heartbeats. */
  @GuestVisible
  public HeartbeatFunctions heartbeat(Value raise) {
    return new HeartbeatFunctions(process.heartbeat(), new GuestFailures(raise));
  }

  /** The loggers. */
  @GuestVisible
  public LogFunctions log(Value raise) {
    return new LogFunctions(process.log(), new GuestFailures(raise));
  }

  /** The trace buffers. */
  @GuestVisible
  public TraceFunctions traces(Value raise) {
    return new TraceFunctions(process.traces(), new GuestFailures(raise));
  }
}
