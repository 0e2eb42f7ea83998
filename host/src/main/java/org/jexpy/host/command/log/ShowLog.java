package org.jexpy.host.command.log;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jexpy.host.command.Command;
import org.jexpy.host.command.CommandFailedException;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.command.LeavingAsker;
import org.jexpy.host.log.EventLog;
import org.jexpy.host.log.ProcessLog;

/**
 * {@code show log}: the system's log, newest first, or what a process printed, oldest first; or
 * either as it goes on, until who asks leaves.
 */
public final class ShowLog implements Command {
  private static final int MAX_LINES = 10_000;

  private final EventLog log;
  private final Function<String, ProcessLog> processes;
  private final ZoneId zone;

  /**
   * The command.
   *
   * @param log the system's log
   * @param processes what a process printed, by its name; refuses names that no process has
   * @param zone the time zone of the times shown
   */
  public ShowLog(EventLog log, Function<String, ProcessLog> processes, ZoneId zone) {
    this.log = log;
    this.processes = processes;
    this.zone = zone;
  }

  @Override
  public List<String> syntax() {
    return List.of("show log {process <name:process>} {follow}");
  }

  @Override
  public String summary() {
    return "what happened, or what a process printed";
  }

  @Override
  public Map<String, String> hints() {
    return Map.of("follow", "what is logged from now on, until you leave");
  }

  @Override
  public CompletionStage<Void> run(Invocation call) {
    Optional<ProcessLog> printed = call.find("name").map(processes);
    if (call.has("follow")) {
      LeavingAsker asker = leaving(call);
      return printed.isPresent()
          ? Following.begin(call, asker, printed.get()::follow, line -> line.line(zone))
          : Following.begin(call, asker, log::follow, line -> line.line(zone));
    }
    if (printed.isPresent()) {
      printed.get().lines(MAX_LINES).forEach(line -> call.out().line(line.line(zone)));
    } else {
      log.show(record -> true).forEach(call.out()::line);
    }
    return CompletableFuture.completedFuture(null);
  }

  private static LeavingAsker leaving(Invocation call) {
    if (call.session().asker() instanceof LeavingAsker asker) {
      return asker;
    }
    throw new CommandFailedException(
        "follow needs a client that can leave, such as 'jexpy exec'; without it, show log gives what there is");
  }
}
