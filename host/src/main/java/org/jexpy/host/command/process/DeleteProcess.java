package org.jexpy.host.command.process;

import java.util.concurrent.CompletionStage;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.process.ProcessInfo;
import org.jexpy.host.supervision.ProcessTable;

/** {@code delete process}. */
public final class DeleteProcess extends ProcessCommand {
  /**
   * The command.
   *
   * @param table the processes
   */
  public DeleteProcess(ProcessTable table) {
    super(table, "delete process <name:process>", "stop a process, and forget it");
  }

  @Override
  CompletionStage<Void> execute(Invocation call) {
    String name = call.value("name");
    ProcessInfo _ = table.existing(name);
    return stopping(call, name, () -> table.delete(name));
  }
}
