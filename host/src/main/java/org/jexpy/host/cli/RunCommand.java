package org.jexpy.host.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.jexpy.host.setup.JvmReport;
import org.jexpy.host.surfaces.Surfaces;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.ScriptRunner;
import org.jexpy.sandbox.fs.FolderMounts;

/** {@code jexpy run}: runs a script as {@code python3} or {@code node} would. */
final class RunCommand implements CliCommand {
  @Override
  public int execute(List<String> words) throws Exception {
    RunArguments arguments = RunArgumentsParser.parse(words);
    if (arguments.help()) {
      help();
      return 0;
    }
    Map<String, String> environment = System.getenv();
    return arguments.xenStore().isEmpty()
        ? run(words, arguments, environment)
        : ScriptXenStore.<Exception>around(
            arguments.xenStore().get(),
            arguments,
            environment,
            (all, variables) -> run(words, all, variables));
  }

  private static int run(
      List<String> words, RunArguments arguments, Map<String, String> environment)
      throws UsageException, InterruptedException {
    ScriptSource source = ScriptSource.of(arguments);
    var streams = GuestStreams.ofJvm(System.getProperty(GuestStreams.TERMINALS_PROPERTY, ""));
    RunRequest request = request("run", arguments, source, words, environment);
    long start = System.nanoTime();
    try {
      int status = new ScriptRunner(request, streams, Surfaces.standalone(streams)).run();
      if (streams.terminalErr()) {
        JvmReport.ofThisJvm()
            .hintAfterRun(Duration.ofNanos(System.nanoTime() - start))
            .ifPresent(System.err::println);
      }
      return status;
    } catch (ExecutionException e) {
      System.err.println(FailureReport.of(e, System.getenv()));
      return FailureReport.STATUS;
    }
  }

  /** What to run, by the words after a command and the environment. */
  static RunRequest request(
      String command,
      RunArguments arguments,
      ScriptSource source,
      List<String> words,
      Map<String, String> environment)
      throws UsageException {
    String executable = System.getProperty("jexpy.executable", "jexpy");
    List<String> commandLine = new ArrayList<>(List.of(executable, command));
    commandLine.addAll(words);
    Map<String, String> seen = new HashMap<>(environment);
    if (arguments.unbuffered()) {
      seen.put("PYTHONUNBUFFERED", "1");
    }
    return new RunRequest(
        source.language(),
        source.code(),
        arguments.arguments(),
        arguments.permissions(),
        modulePaths(arguments, environment),
        siteFolders(arguments, environment),
        seen,
        Path.of(""),
        executable,
        commandLine,
        FolderMounts.NONE);
  }

  private static List<Path> modulePaths(RunArguments arguments, Map<String, String> environment) {
    List<Path> paths = new ArrayList<>(arguments.modulePaths());
    paths.addAll(pythonPath(environment));
    return paths;
  }

  /** The folders that {@code PYTHONPATH} names. */
  static List<Path> pythonPath(Map<String, String> environment) {
    List<Path> paths = new ArrayList<>();
    for (String entry : environment.getOrDefault("PYTHONPATH", "").split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        paths.add(Path.of(entry));
      }
    }
    return paths;
  }

  private static List<Path> siteFolders(RunArguments arguments, Map<String, String> environment)
      throws UsageException {
    if (arguments.venv().isPresent()) {
      return VirtualEnvironment.siteFolders(arguments.venv().get());
    }
    return activeSite(environment);
  }

  /** The {@code site-packages} folders of the virtual environment that is active. */
  static List<Path> activeSite(Map<String, String> environment) throws UsageException {
    String active = environment.getOrDefault("VIRTUAL_ENV", "");
    return active.isEmpty() ? List.of() : VirtualEnvironment.siteFolders(Path.of(active));
  }

  private static void help() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            RunCommand.class.getResourceAsStream("run-help.txt"), "run-help.txt is missing")) {
      in.transferTo(System.out);
    }
  }
}
