package org.jexpy.host.command.process;

import java.util.concurrent.CompletionStage;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.process.ProcessInfo;
import org.jexpy.host.supervision.ProcessTable;

/** {@code terminate process}. */
public final class TerminateProcess extends ProcessCommand {
  /**
   * The command.
   *
   * @param table the processes
   */
  public TerminateProcess(ProcessTable table) {
    super(
        table,
        "terminate process <name:process> {[forceful | graceful]} {msm <msm-slot>}",
        "stop a process, with or without giving it time");
  }

  @Override
  CompletionStage<Void> execute(Invocation call) {
    String name = call.value("name");
    boolean forceful = call.has("forceful");
    ProcessInfo _ = table.existing(name);
    Place.require(call);
    return stopping(call, name, () -> table.terminate(name, forceful))
        .thenRun(
            () ->
                call.out()
                    .line(
                        forceful
                            ? "Forceful termination success for " + name
                            : "Successful graceful termination for " + name));
  }
}
