package org.jexpy.host.container;

import org.jexpy.host.process.ProcessInfo;

/** Told about processes, on a thread of its own; may take its time. */
public interface ContainerListener {
  /** What can happen to a process. */
  enum Change {
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

  /**
   * A process has changed.
   *
   * @param change what happened
   * @param process the process as it was then
   */
  void processChanged(Change change, ProcessInfo process);
}
