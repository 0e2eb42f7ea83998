package org.jexpy.bindings.exos.guest;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import org.jexpy.bindings.exos.core.CommandExecution;
import org.jexpy.bindings.exos.core.FolderTraceFiles;
import org.jexpy.bindings.exos.core.Heartbeat;
import org.jexpy.bindings.exos.core.LogSink;
import org.jexpy.bindings.exos.core.MemoryTraceBuffers;
import org.jexpy.bindings.exos.core.ProcessControl;
import org.jexpy.bindings.exos.core.StandaloneCommands;
import org.jexpy.bindings.exos.core.StandaloneHeartbeat;
import org.jexpy.bindings.exos.core.StandaloneProcess;
import org.jexpy.bindings.exos.core.StreamLog;
import org.jexpy.bindings.exos.core.TraceBuffers;
import org.jexpy.bindings.exos.core.TraceFiles;
import org.jexpy.bindings.service.CallContext;
import org.jexpy.sandbox.permission.AccessGate;

/**
 * What the host supplies to the {@code exos} modules of one process.
 *
 * @param control the manager of the process
 * @param commands executes commands for it
 * @param heartbeat watches its threads
 * @param log takes what its loggers record
 * @param traces its trace buffers
 */
public record ExosProcess(
    ProcessControl control,
    CommandExecution commands,
    Heartbeat heartbeat,
    LogSink log,
    TraceBuffers traces) {

  /**
   * What a script finds that is run by hand: there is no container to give commands to, nobody
   * watches its threads, its log is its standard error.
   *
   * @param gate decides whether it may write dumps of trace buffers
   * @param err its standard error
   * @return the services for one run
   */
  public static ExosProcess standalone(AccessGate gate, OutputStream err) {
    StandaloneProcess control = new StandaloneProcess();
    Clock clock = Clock.system(ZoneId.systemDefault());
    return new ExosProcess(
        control,
        new StandaloneCommands(),
        new StandaloneHeartbeat(),
        new StreamLog(err, clock),
        new MemoryTraceBuffers(
            () -> control.name(CallContext.root()),
            clock,
            new FolderTraceFiles(Path.of(TraceFiles.FOLDER), gate)));
  }
}
