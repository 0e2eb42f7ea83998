package org.jexpy.host.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jexpy.host.cli.RunProcess.Result;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.ScriptRunner;

/** {@code jexpy run} in this JVM: the command line is read as it is in a process of its own. */
final class RunHere {
  private RunHere() {}

  /**
   * Run to the end.
   *
   * @param folder the working directory
   * @param environment the whole environment
   * @param words what follows {@code jexpy run}; paths must be absolute
   * @return how it ended
   */
  static Result run(Path folder, Map<String, String> environment, String... words)
      throws Exception {
    RunArguments arguments = RunArgumentsParser.parse(List.of(words));
    ScriptSource source = ScriptSource.of(arguments);
    RunRequest asked = RunCommand.request("run", arguments, source, List.of(words), environment);
    RunRequest request =
        new RunRequest(
            asked.language(),
            asked.code(),
            asked.arguments(),
            asked.permissions(),
            asked.modulePaths(),
            asked.siteFolders(),
            asked.environment(),
            folder,
            asked.executable(),
            asked.commandLine(),
            asked.mounts());
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var streams = new GuestStreams(new ByteArrayInputStream(new byte[0]), out, err, false, false);
    int status = new ScriptRunner(request, streams, List.of()).run();
    return new Result(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
