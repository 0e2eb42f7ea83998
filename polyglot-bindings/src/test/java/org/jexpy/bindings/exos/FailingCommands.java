package org.jexpy.bindings.exos;

import org.jexpy.bindings.exos.core.CommandEvent;
import org.jexpy.bindings.exos.core.CommandExecution;
import org.jexpy.bindings.exos.core.CommandRequest;
import org.jexpy.bindings.service.CallContext;
import org.jexpy.bindings.service.EventSink;
import org.jexpy.bindings.service.ServiceDeadlockException;
import org.jexpy.bindings.service.ServiceTimeoutException;
import org.jexpy.bindings.service.TransportClosedException;

/** Commands of a container that is in trouble. */
final class FailingCommands implements CommandExecution {
  @Override
  public String execute(CallContext call, CommandRequest request) {
    if (request.commands().contains("deadlock")) {
      throw new ServiceDeadlockException("command-execution.execute: app waits for itself");
    }
    throw new ServiceTimeoutException("command-execution.execute: no result within 11000 ms");
  }

  @Override
  public void executeAsync(
      CallContext call, CommandRequest request, EventSink<CommandEvent> events) {
    throw new TransportClosedException("command-execution.executeAsync: the connection is closed");
  }
}
