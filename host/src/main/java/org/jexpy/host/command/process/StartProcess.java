package org.jexpy.host.command.process;

import java.util.concurrent.CompletionStage;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.supervision.ProcessTable;

/** {@code start process}. */
public final class StartProcess extends ProcessCommand {
  /**
   * The command.
   *
   * @param table the processes
   */
  public StartProcess(ProcessTable table) {
    super(
        table,
        "start process <name:process> {[msm <msm-slot> | slot <slotid>]}",
        "start a process that does not run");
  }

  @Override
  CompletionStage<Void> execute(Invocation call) {
    Place.require(call);
    table.start(call.value("name"));
    return done();
  }
}
