package org.jexpy.bindings.xenstore.core.store.file;

/** What an answered change survives. */
public enum Sync {
  /** The end of this process, however sudden: it has been written. */
  PROCESS,
  /**
   * The end of the machine: it is on the disk. Changes that come together share the wait for it.
   */
  DISK
}
