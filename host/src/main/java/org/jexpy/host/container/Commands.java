package org.jexpy.host.container;

import java.time.Clock;
import org.jexpy.host.command.CommandRegistry;
import org.jexpy.host.command.configuration.SaveConfiguration;
import org.jexpy.host.command.configuration.ShowConfiguration;
import org.jexpy.host.command.log.CreateLogMessage;
import org.jexpy.host.command.log.ShowLog;
import org.jexpy.host.command.process.ClearProcessGroup;
import org.jexpy.host.command.process.ConfigureProcessGroup;
import org.jexpy.host.command.process.CreateProcess;
import org.jexpy.host.command.process.DebugTrace;
import org.jexpy.host.command.process.DeleteProcess;
import org.jexpy.host.command.process.RestartProcess;
import org.jexpy.host.command.process.ShowHeartbeat;
import org.jexpy.host.command.process.ShowProcess;
import org.jexpy.host.command.process.ShowProcessGroup;
import org.jexpy.host.command.process.StartProcess;
import org.jexpy.host.command.process.TerminateProcess;
import org.jexpy.host.command.process.UnconfigureProcessGroup;
import org.jexpy.host.command.script.RunScript;
import org.jexpy.host.command.system.Help;
import org.jexpy.host.command.system.ShowVersion;
import org.jexpy.host.command.system.VersionInfo;
import org.jexpy.host.log.Logs;
import org.jexpy.host.supervision.ProcessTable;
import org.jexpy.host.supervision.Scripts;

/** All commands of a container. */
final class Commands {
  private Commands() {}

  static CommandRegistry of(
      ProcessTable processes, Scripts scripts, Store store, Logs logs, Clock clock) {
    String build = System.getProperty("jexpy.build", "development");
    CommandRegistry registry = new CommandRegistry();
    registry
        .describe("process", "a process", processes::names)
        .register(new CreateProcess(processes))
        .register(new StartProcess(processes))
        .register(new TerminateProcess(processes))
        .register(new RestartProcess(processes))
        .register(new DeleteProcess(processes))
        .register(new ShowProcess(processes, build, clock.getZone()))
        .register(new ShowProcessGroup(processes))
        .register(new ConfigureProcessGroup(processes, store::changed))
        .register(new UnconfigureProcessGroup(processes, store::changed))
        .register(new ClearProcessGroup(processes))
        .register(new ShowHeartbeat(processes))
        .register(DebugTrace.show(processes))
        .register(DebugTrace.clear(processes))
        .register(
            new SaveConfiguration(() -> store.save(processes.specs(), processes.group().limits())))
        .register(new ShowConfiguration(processes::specs, () -> processes.group().limits()))
        .register(
            new ShowLog(
                logs.events(),
                name -> logs.process(processes.existing(name).spec().name()),
                clock.getZone()))
        .register(new CreateLogMessage(logs.events()))
        .register(
            new ShowVersion(
                new VersionInfo(
                    build,
                    Runtime.version().toString(),
                    System.getProperty("jexpy.profile", "none"),
                    System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                    clock.instant())))
        .register(new RunScript(scripts, registry))
        .register(new Help(registry));
    return registry;
  }
}
