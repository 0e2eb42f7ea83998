package org.jexpy.sandbox.thread;

/** What is put around each task of a loop. */
@FunctionalInterface
public interface TaskScope {
  /** Nothing. */
  TaskScope NONE = () -> Open.NONE;

  /** A scope that has been entered. */
  @FunctionalInterface
  interface Open extends AutoCloseable {
    /** Nothing to leave. */
    Open NONE = () -> {};

    /** Leave it. */
    @Override
    void close();
  }

  /**
   * Enter, on the thread that runs the task.
   *
   * @return what leaves again
   */
  Open enter();
}
