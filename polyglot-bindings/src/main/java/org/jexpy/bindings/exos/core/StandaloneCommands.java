package org.jexpy.bindings.exos.core;

import org.jexpy.bindings.service.CallContext;
import org.jexpy.bindings.service.EventSink;

/**
 * Commands without a container: each of them fails, as a command does that cannot be executed. Safe
 * for use by many threads.
 */
public final class StandaloneCommands implements CommandExecution {
  /** Nothing that executes commands. */
  public StandaloneCommands() {}

  @Override
  public String execute(CallContext call, CommandRequest request) {
    StringBuilder output = new StringBuilder();
    for (String command : request.commands()) {
      if (!request.ignoreErrors()) {
        throw new CommandFailedException(refusal(command));
      }
      output.append(refusal(command)).append('\n');
    }
    return output.toString();
  }

  @Override
  public void executeAsync(
      CallContext call, CommandRequest request, EventSink<CommandEvent> events) {
    for (String command : request.commands()) {
      if (!request.ignoreErrors()) {
        events.emit(CommandEvent.failed(refusal(command)));
        break;
      }
      events.emit(CommandEvent.reply(refusal(command) + "\n"));
      events.emit(CommandEvent.done());
    }
    events.complete();
  }

  private static String refusal(String command) {
    return "Error: '%s' cannot be executed: this script runs by itself, without a container; start one with 'jexpy serve', and the script as a process in it"
        .formatted(command);
  }
}
