package org.jexpy.host.command.process;

import java.util.concurrent.CompletionStage;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.process.GroupLimits;
import org.jexpy.host.supervision.ProcessTable;

/** {@code unconfigure process group}: no limits. */
public final class UnconfigureProcessGroup extends ProcessCommand {
  private final Runnable changed;

  /**
   * The command.
   *
   * @param table the processes
   * @param changed told that there is something to be saved
   */
  public UnconfigureProcessGroup(ProcessTable table, Runnable changed) {
    super(table, "unconfigure process group", "lift the limits of the processes");
    this.changed = changed;
  }

  @Override
  CompletionStage<Void> execute(Invocation call) {
    table.group().configure(GroupLimits.NONE);
    changed.run();
    return done();
  }
}
