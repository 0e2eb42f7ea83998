package org.jexpy.host.state;

/** Where a save is when it is killed: before its next step. */
enum SavePhase {
  CREATE,
  WRITE,
  SYNC,
  RENAME,
  SYNC_DIRECTORY,
  ACKNOWLEDGED
}
