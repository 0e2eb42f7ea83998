package org.jexpy.host.command.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jexpy.bindings.exos.core.InvalidProcessNameException;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.host.process.Program;
import org.jexpy.host.process.StartMode;
import org.jexpy.host.supervision.ProcessTable;

/** {@code create process}. */
public final class CreateProcess extends ProcessCommand {
  /**
   * The command.
   *
   * @param table the processes
   */
  public CreateProcess(ProcessTable table) {
    super(
        table,
        "create process <name> [python-module <module> | js-module <module> | executable <exe>]"
            + " {start [auto | on-demand]} {node [primary | backup | both]} {vr <vr-name>} {description <text>} {<arg>...9}",
        "make a process; an auto one is started at once");
  }

  @Override
  public Map<String, String> hints() {
    return Map.of(
        "name", "a letter, then letters, digits and '_', at most 31",
        "module", "in the module folder: a dotted Python module, or a JavaScript file",
        "exe", "a program; needs the permission to run it",
        "auto", "started now and with the container, restarted after failures",
        "on-demand", "started by 'start process', runs to completion",
        "primary", "this container, as without it",
        "arg", "sys.argv[1:]; after -- even what looks like a keyword");
  }

  @Override
  CompletionStage<Void> execute(Invocation call) throws InvalidProcessNameException {
    Place.requirePrimary(call);
    table.create(
        new ProcessSpec(
            call.value("name"),
            program(call),
            call.has("auto") ? StartMode.AUTO : StartMode.ON_DEMAND,
            call.find("vr-name").orElse(ProcessSpec.DEFAULT_VR),
            call.find("text"),
            List.copyOf(call.words("arg"))));
    return done();
  }

  private static Program program(Invocation call) {
    Optional<String> file = call.find("exe");
    if (file.isPresent()) {
      return new Program.Executable(file.get());
    }
    return call.has("js-module")
        ? new Program.JsModule(call.value("module"))
        : new Program.PythonModule(call.value("module"));
  }
}
