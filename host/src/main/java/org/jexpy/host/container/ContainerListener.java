package org.jexpy.host.container;

import org.jexpy.host.process.ProcessChange;
import org.jexpy.host.process.ProcessInfo;

/** Told about processes, on a thread of its own; may take its time. */
@FunctionalInterface
public interface ContainerListener {
  /**
   * A process has changed.
   *
   * @param change what happened
   * @param process the process as it was then
   */
  void processChanged(ProcessChange change, ProcessInfo process);
}
