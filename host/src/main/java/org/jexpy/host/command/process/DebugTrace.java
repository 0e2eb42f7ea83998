package org.jexpy.host.command.process;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jexpy.bindings.exos.core.MemoryTraceBuffers;
import org.jexpy.bindings.exos.core.UnknownTraceBufferException;
import org.jexpy.bindings.service.CallContext;
import org.jexpy.host.command.CommandFailedException;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.supervision.ProcessTable;

/**
 * {@code debug ems show trace} and {@code debug ems clear trace}: the trace buffers of the current
 * run of a process (specification of EXOS §1.3). Without a buffer, all.
 */
public final class DebugTrace extends ProcessCommand {
  private final boolean clear;

  private DebugTrace(ProcessTable table, boolean clear, String syntax, String summary) {
    super(table, syntax, summary);
    this.clear = clear;
  }

  /**
   * The command that shows.
   *
   * @param table the processes
   */
  public static DebugTrace show(ProcessTable table) {
    return new DebugTrace(
        table,
        false,
        "debug ems show trace <process:name> {[all | <bufname>]}",
        "what the trace buffers of a process hold");
  }

  /**
   * The command that clears.
   *
   * @param table the processes
   */
  public static DebugTrace clear(ProcessTable table) {
    return new DebugTrace(
        table,
        true,
        "debug ems clear trace <process:name> {[all | <bufname>]}",
        "empty the trace buffers of a process");
  }

  @Override
  public Map<String, String> hints() {
    return Map.of(
        "process", "a process; 'show process' lists them",
        "all", "all buffers, as without one",
        "bufname", "a buffer of that process");
  }

  @Override
  CompletionStage<Void> execute(Invocation call) {
    String process = call.value("process");
    Optional<String> buffer = call.find("bufname");
    MemoryTraceBuffers traces = table.traces(process);
    try {
      if (clear) {
        traces.clear(CallContext.root(), buffer.orElse(null));
      } else if (buffer.isPresent()) {
        call.out().text(traces.text(buffer.get()));
      } else {
        call.out().text(traces.all());
      }
    } catch (UnknownTraceBufferException e) {
      throw new CommandFailedException(
          "Process %s has no trace buffer %s; it has %s."
              .formatted(
                  process,
                  buffer.orElse(""),
                  traces.names().isEmpty() ? "none" : String.join(", ", traces.names())),
          e);
    }
    return done();
  }
}
