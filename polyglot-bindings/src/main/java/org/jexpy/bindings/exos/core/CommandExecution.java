package org.jexpy.bindings.exos.core;

import org.jexpy.bindings.service.CallContext;
import org.jexpy.bindings.service.EventSink;
import org.jexpy.bindings.service.RemoteService;

/** Executes commands of the container's command language for a process. */
@RemoteService("command-execution")
public interface CommandExecution {
  /**
   * Execute a list of commands, and wait for its end.
   *
   * @param call the call; its deadline is later than the timeout of the request
   * @param request the commands
   * @return what they printed, one after the other; under {@code ignoreErrors} also what failed
   *     ones said
   * @throws CommandFailedException at the first command that fails, unless errors are ignored
   * @throws CommandTimeoutException if the timeout of the request passes first
   */
  String execute(CallContext call, CommandRequest request)
      throws CommandFailedException, CommandTimeoutException;

  /**
   * Begin to execute a list of commands, and return.
   *
   * @param call the call
   * @param request the commands
   * @param events told what happens, in order, until {@link CommandEvent.Kind#FAILED}, {@link
   *     CommandEvent.Kind#TIMEOUT} or one {@link CommandEvent.Kind#DONE} for each command;
   *     completed after that
   */
  void executeAsync(CallContext call, CommandRequest request, EventSink<CommandEvent> events);
}
