package org.jexpy.host.command.process;

import java.util.concurrent.CompletionStage;
import org.jexpy.host.command.CommandFailedException;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.process.ProcessInfo;
import org.jexpy.host.supervision.ProcessTable;

/** {@code restart process}. */
public final class RestartProcess extends ProcessCommand {
  /**
   * The command.
   *
   * @param table the processes
   */
  public RestartProcess(ProcessTable table) {
    super(
        table,
        "restart process [class <cname> | <name:process> {msm <msm-slot>}]",
        "stop a process, and start it again");
  }

  @Override
  CompletionStage<Void> execute(Invocation call) {
    if (call.has("class")) {
      throw new CommandFailedException(
          "There is no class %s.  Processes of a container have no classes; restart each by its name."
              .formatted(call.value("cname")));
    }
    String name = call.value("name");
    ProcessInfo _ = table.existing(name);
    Place.require(call);
    CompletionStage<Void> restarted = stopping(call, name, () -> table.restart(name));
    call.out().line("Step 1: terminating process %s gracefully ...".formatted(name));
    return restarted.thenRun(
        () -> {
          call.out().line("Step 2: starting process %s ...".formatted(name));
          call.out().line("Restarted process %s successfully".formatted(name));
        });
  }
}
