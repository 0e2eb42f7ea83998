package org.jexpy.bindings.exos.core;

import org.jexpy.bindings.service.CallContext;
import org.jexpy.bindings.service.RemoteService;

/** The logs of a container, as a process writes them. */
@RemoteService("log-sink")
public interface LogSink {
  /**
   * Record that a condition was met, in the system's log ({@code show log}).
   *
   * @param call the call
   * @param met the condition
   */
  void record(CallContext call, LoggedCondition met);

  /**
   * Print a line to the process's own log ({@code show log process NAME}), beside what the process
   * itself prints.
   *
   * @param call the call
   * @param line the line, without its end
   */
  void print(CallContext call, String line);
}
