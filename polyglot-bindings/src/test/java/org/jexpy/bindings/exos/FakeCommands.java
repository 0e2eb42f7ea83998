package org.jexpy.bindings.exos;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jexpy.bindings.exos.core.CommandEvent;
import org.jexpy.bindings.exos.core.CommandExecution;
import org.jexpy.bindings.exos.core.CommandFailedException;
import org.jexpy.bindings.exos.core.CommandRequest;
import org.jexpy.bindings.exos.core.CommandTimeoutException;
import org.jexpy.bindings.service.CallContext;
import org.jexpy.bindings.service.EventSink;

/**
 * A small command language: {@code echo TEXT}, {@code two} (pieces of output), {@code show log},
 * {@code show timeout}, {@code show heartbeats}, {@code hang} (until the timeout), {@code lose}
 * (the container), {@code break} (it), and errors for the rest. Both forms of a service are made
 * from one sequence of events.
 */
final class FakeCommands implements CommandExecution {
  private final Supplier<String> log;
  private final Supplier<String> heartbeats;

  FakeCommands(Supplier<String> log, Supplier<String> heartbeats) {
    this.log = log;
    this.heartbeats = heartbeats;
  }

  @Override
  public String execute(CallContext call, CommandRequest request) {
    StringBuilder output = new StringBuilder();
    for (CommandEvent event : events(request)) {
      switch (event.kind()) {
        case REPLY -> output.append(event.text());
        case DONE -> {}
        case FAILED -> throw new CommandFailedException(event.text());
        case TIMEOUT -> throw new CommandTimeoutException(event.text());
      }
    }
    return output.toString();
  }

  @Override
  public void executeAsync(
      CallContext call, CommandRequest request, EventSink<CommandEvent> events) {
    events(request).forEach(events::emit);
    events.complete();
  }

  private List<CommandEvent> events(CommandRequest request) {
    List<CommandEvent> events = new ArrayList<>();
    for (String command : request.commands()) {
      switch (command) {
        case "two" -> {
          events.add(CommandEvent.reply("one\n"));
          events.add(CommandEvent.reply("two\n"));
        }
        case "show log" -> events.add(CommandEvent.reply(log.get()));
        case "show heartbeats" -> events.add(CommandEvent.reply(heartbeats.get()));
        case "show timeout" -> events.add(CommandEvent.reply(request.timeout() + "\n"));
        case "hang" -> {
          events.add(CommandEvent.timeout("'hang' was not done in " + request.timeout()));
          return events;
        }
        case "break" -> {
          events.add(CommandEvent.failed("the container is broken"));
          return events;
        }
        case "lose" -> {
          return events;
        }
        default -> {
          String text =
              command.startsWith("echo ") ? command.substring(5) : "Error: no '" + command + "'";
          if (text.startsWith("Error") && !request.ignoreErrors()) {
            events.add(CommandEvent.failed(text));
            return events;
          }
          events.add(CommandEvent.reply(text + "\n"));
        }
      }
      events.add(CommandEvent.done());
    }
    return events;
  }
}
