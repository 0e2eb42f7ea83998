package org.jexpy.bindings.exos.core;

/** The states of a process. The usual way is BOOTING, LOADCFG, READY. */
public enum ProcessState {
  /** It failed, and is not restarted any more. */
  FAIL,
  /** It does not run. */
  STOPPED,
  /** It is being started. */
  STARTED,
  /** Its module is being run for the first time. */
  BOOTING,
  /** Its configuration is being loaded. A process without an agent stays here, and works. */
  LOADCFG,
  /** It has said that it is ready. */
  READY
}
