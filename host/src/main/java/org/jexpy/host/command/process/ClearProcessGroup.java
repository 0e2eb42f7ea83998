package org.jexpy.host.command.process;

import java.util.concurrent.CompletionStage;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.supervision.ProcessTable;

/** {@code clear process group statistics}: of one group, or of both. */
public final class ClearProcessGroup extends ProcessCommand {
  /**
   * The command.
   *
   * @param table the processes
   */
  public ClearProcessGroup(ProcessTable table) {
    super(
        table,
        "clear process group statistics {exos | other}",
        "forget peaks and counts of process groups");
  }

  @Override
  CompletionStage<Void> execute(Invocation call) {
    if (!call.has("exos")) {
      table.group().clearOther();
    }
    if (!call.has("other")) {
      table.group().clearItself();
    }
    return done();
  }
}
