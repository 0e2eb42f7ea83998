package org.jexpy.host.supervision;

import org.jexpy.host.process.ProcessInfo;

/**
 * A change in the life of a process.
 *
 * @param kind what happened
 * @param process the process as it is now
 */
public record ProcessNews(Kind kind, ProcessInfo process) {
  /** What can happen. */
  public enum Kind {
    /** The name is taken. */
    CREATED,
    /** A run begins. */
    STARTED,
    /** The script begins. */
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
}
