package org.jexpy.bindings.exos;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jexpy.bindings.exos.core.CommandExecution;
import org.jexpy.bindings.exos.core.FolderTraceFiles;
import org.jexpy.bindings.exos.core.Heartbeat;
import org.jexpy.bindings.exos.core.LogSink;
import org.jexpy.bindings.exos.core.MemoryTraceBuffers;
import org.jexpy.bindings.exos.core.ProcessControl;
import org.jexpy.bindings.exos.core.StandaloneProcess;
import org.jexpy.bindings.exos.core.StreamLog;
import org.jexpy.bindings.exos.core.TraceBuffers;
import org.jexpy.bindings.exos.guest.ExosExtension;
import org.jexpy.bindings.exos.guest.ExosProcess;
import org.jexpy.bindings.testkit.Services;
import org.jexpy.sandbox.GuestExtension;
import org.jexpy.sandbox.permission.AccessGate;

/** What a container supplies to a process, small and with its clock stopped. */
final class FakeContainer {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T18:30:05.129Z"), ZoneOffset.UTC);

  private FakeContainer() {}

  /** The container for one process, reached through the given way; dumps go to a folder. */
  static List<GuestExtension> managed(Services services, Path folder) {
    return List.of(
        new ExosExtension(true, guest -> through(services, process(guest.gate(), folder))));
  }

  /** No container at all. */
  static List<GuestExtension> standalone(Services services) {
    return List.of(
        new ExosExtension(
            false,
            guest ->
                through(
                    services, ExosProcess.standalone(guest.gate(), new ByteArrayOutputStream()))));
  }

  /** What fails is the way to the manager, so nothing stands between it and the script. */
  static List<GuestExtension> failing(Path folder) {
    return List.of(
        new ExosExtension(
            true,
            guest -> {
              ExosProcess works = process(guest.gate(), folder);
              return new ExosProcess(
                  new FailingControl(),
                  new FailingCommands(),
                  works.heartbeat(),
                  works.log(),
                  works.traces());
            }));
  }

  private static ExosProcess process(AccessGate gate, Path folder) {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    CountedHeartbeat heartbeat = new CountedHeartbeat();
    return new ExosProcess(
        new StandaloneProcess(),
        new FakeCommands(() -> log.toString(StandardCharsets.UTF_8), heartbeat::report),
        heartbeat,
        new StreamLog(log, CLOCK),
        new MemoryTraceBuffers(() -> "app", CLOCK, new FolderTraceFiles(folder, gate)));
  }

  private static ExosProcess through(Services way, ExosProcess direct) {
    return new ExosProcess(
        way.of(ProcessControl.class, direct.control()),
        way.of(CommandExecution.class, direct.commands()),
        way.of(Heartbeat.class, direct.heartbeat()),
        way.of(LogSink.class, direct.log()),
        way.of(TraceBuffers.class, direct.traces()));
  }
}
