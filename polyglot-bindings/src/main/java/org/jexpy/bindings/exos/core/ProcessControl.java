package org.jexpy.bindings.exos.core;

import org.jexpy.bindings.service.CallContext;
import org.jexpy.bindings.service.RemoteService;

/** What {@code exos.api} needs from the manager of its process. */
@RemoteService("process-control")
public interface ProcessControl {
  /**
   * The name of the calling process.
   *
   * @param call the call
   * @return the name, unique among the processes of the container
   */
  String name(CallContext call);

  /**
   * Ask for another name. A process that the container manages keeps the name it was created with.
   *
   * @param call the call
   * @param name the name
   * @throws InvalidProcessNameException if no process may have that name
   */
  void rename(CallContext call, String name) throws InvalidProcessNameException;

  /**
   * Say that the calling process is ready. Saying it twice is no error.
   *
   * @param call the call
   */
  void ready(CallContext call);

  /**
   * The state of a process.
   *
   * @param call the call
   * @param name its name
   * @return its state
   * @throws UnknownProcessException if there is no such process
   */
  ProcessState stateOf(CallContext call, String name) throws UnknownProcessException;
}
