package org.jexpy.bindings.exos.core;

import org.jexpy.bindings.service.CallContext;

/**
 * The manager of a process that no container manages: a script run by hand. It is alone, its name
 * is {@value #DEFAULT_NAME} until it takes another one, and there is no configuration to load, so
 * it waits in {@link ProcessState#LOADCFG} until it says that it is ready. Safe for use by many
 * threads.
 */
public final class StandaloneProcess implements ProcessControl {
  /** The name of a process that was given none. */
  public static final String DEFAULT_NAME = "expy";

  private volatile String name = DEFAULT_NAME;
  private volatile ProcessState state = ProcessState.LOADCFG;

  /** A process that has just begun. */
  public StandaloneProcess() {}

  @Override
  public String name(CallContext call) {
    return name;
  }

  @Override
  public void rename(CallContext call, String newName) {
    name = ProcessName.require(newName);
  }

  @Override
  public void ready(CallContext call) {
    state = ProcessState.READY;
  }

  @Override
  public ProcessState stateOf(CallContext call, String asked) {
    if (!asked.equals(name)) {
      throw new UnknownProcessException(
          "there is no process '%s'; the script runs by itself, as '%s'".formatted(asked, name));
    }
    return state;
  }
}
