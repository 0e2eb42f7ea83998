package org.jexpy.host.command.process;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jexpy.bindings.exos.core.InvalidProcessNameException;
import org.jexpy.host.command.Command;
import org.jexpy.host.command.CommandFailedException;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.supervision.GuestAsker;
import org.jexpy.host.supervision.ProcessTable;

/** A command about processes; runs on the main loop, whose the table is. */
abstract class ProcessCommand implements Command {
  final ProcessTable table;
  private final String syntax;
  private final String summary;

  ProcessCommand(ProcessTable table, String syntax, String summary) {
    this.table = table;
    this.syntax = syntax;
    this.summary = summary;
  }

  @Override
  public final List<String> syntax() {
    return List.of(syntax);
  }

  @Override
  public final String summary() {
    return summary;
  }

  @Override
  public Map<String, String> hints() {
    return Map.of(
        "name", "a process; 'show process' lists them",
        "msm-slot", "A, which is this container",
        "slotid", "1, which is this container",
        "cname", "processes of a container have no classes");
  }

  @Override
  public final CompletionStage<Void> run(Invocation call) {
    try {
      return execute(call);
    } catch (InvalidProcessNameException | IllegalArgumentException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  abstract CompletionStage<Void> execute(Invocation call) throws InvalidProcessNameException;

  /**
   * Stop a process, unless who asks waits for the answer and is that process: then it is stopped
   * after its answer.
   */
  static CompletionStage<Void> stopping(
      Invocation call, String name, Supplier<CompletionStage<Void>> stop) {
    if (call.session().asker().origin() instanceof GuestAsker guest && guest.waits(name)) {
      guest.afterwards(
          () -> {
            var _ = stop.get();
          });
      return done();
    }
    return stop.get();
  }

  /** Done already. */
  static CompletionStage<Void> done() {
    return CompletableFuture.completedFuture(null);
  }
}
