package org.jexpy.host.command.log;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jexpy.bindings.exos.core.Severity;
import org.jexpy.host.command.Command;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.log.EventLog;

/**
 * {@code create log message}: condition {@code System.userComment} (specification of EXOS §1.3).
 */
public final class CreateLogMessage implements Command {
  private final EventLog log;

  /**
   * The command.
   *
   * @param log the system's log
   */
  public CreateLogMessage(EventLog log) {
    this.log = log;
  }

  @Override
  public List<String> syntax() {
    return List.of("create log message <text>");
  }

  @Override
  public String summary() {
    return "write a line to the log";
  }

  @Override
  public CompletionStage<Void> run(Invocation call) {
    log.record("System", "userComment", Severity.INFO, call.value("text"));
    return CompletableFuture.completedFuture(null);
  }
}
