package org.jexpy.host.command.log;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jexpy.host.command.Command;
import org.jexpy.host.command.CommandFailedException;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.log.EventLog;
import org.jexpy.host.log.ProcessLog;

/** {@code show log}: the system's log, newest first, or what a process printed, oldest first. */
public final class ShowLog implements Command {
  private static final int MAX_LINES = 10_000;

  private final EventLog log;
  private final Function<String, Optional<ProcessLog>> processes;
  private final ZoneId zone;

  /**
   * The command.
   *
   * @param log the system's log
   * @param processes what a process printed, by its name
   * @param zone the time zone of the times shown
   */
  public ShowLog(EventLog log, Function<String, Optional<ProcessLog>> processes, ZoneId zone) {
    this.log = log;
    this.processes = processes;
    this.zone = zone;
  }

  @Override
  public List<String> syntax() {
    return List.of("show log {process <name>}");
  }

  @Override
  public String summary() {
    return "what happened, or what a process printed";
  }

  @Override
  public CompletionStage<Void> run(Invocation call) {
    Optional<String> name = call.find("name");
    if (name.isEmpty()) {
      log.show(record -> true).forEach(call.out()::line);
    } else {
      ProcessLog printed =
          processes
              .apply(name.get())
              .orElseThrow(
                  () ->
                      new CommandFailedException(
                          "Process %s does not exist.  'show process' lists those that do."
                              .formatted(name.get())));
      printed.lines(MAX_LINES).forEach(line -> call.out().line(line.line(zone)));
    }
    return CompletableFuture.completedFuture(null);
  }
}
