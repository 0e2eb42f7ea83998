package org.jexpy.host.process;

/** What can happen to a process. */
public enum ProcessChange {
  /** The name is taken. */
  CREATED,
  /** A run begins. */
  STARTED,
  /** Its script begins. */
  LOADING,
  /** It said that it is ready. */
  READY,
  /** It has stopped, as it should or wanted. */
  STOPPED,
  /** It failed, and is to be started again. */
  RESTARTING,
  /** It failed, and stays so. */
  FAILED,
  /** The name is free. */
  DELETED
}
