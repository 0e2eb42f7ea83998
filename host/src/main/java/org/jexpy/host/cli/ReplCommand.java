package org.jexpy.host.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jexpy.host.state.StatePaths;
import org.jexpy.host.surfaces.Surfaces;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.ReplConsole;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.ScriptCode;
import org.jexpy.sandbox.ScriptRunner;
import org.jexpy.sandbox.UserHome;

/** {@code jexpy repl}: reads input by input, evaluates it, prints its value. */
final class ReplCommand implements CliCommand {
  @Override
  public int execute(List<String> words) throws Exception {
    RunArguments arguments = RunArgumentsParser.parseFlags("repl", words);
    if (arguments.help()) {
      help();
      return 0;
    }
    Map<String, String> environment = System.getenv();
    return arguments.xenStore().isEmpty()
        ? begin(words, arguments, environment)
        : ScriptXenStore.<Exception>around(
            arguments.xenStore().get(),
            arguments,
            environment,
            (all, variables) -> begin(words, all, variables));
  }

  private static int begin(
      List<String> words, RunArguments arguments, Map<String, String> environment)
      throws UsageException, InterruptedException, IOException {
    GuestLanguage language = arguments.language().orElse(GuestLanguage.PYTHON);
    var streams = GuestStreams.ofJvm(System.getProperty(GuestStreams.TERMINALS_PROPERTY, ""));
    if (!(streams.terminalIn() && streams.terminalOut())) {
      return converse(language, arguments, words, environment, streams, Optional.empty());
    }
    System.out.println(
        "jexpy: "
            + language.title()
            + "; Ctrl-D ends, Ctrl-C interrupts, Tab completes. Flags say what is allowed: jexpy repl --help");
    try (TerminalConsole console = TerminalConsole.open(historyFile(language))) {
      return converse(language, arguments, words, environment, streams, Optional.of(console));
    }
  }

  private static int converse(
      GuestLanguage language,
      RunArguments arguments,
      List<String> words,
      Map<String, String> environment,
      GuestStreams streams,
      Optional<ReplConsole> console)
      throws UsageException, InterruptedException {
    var source = new ScriptSource(language, new ScriptCode.Conversation(console));
    RunRequest request = RunCommand.request("repl", arguments, source, words, environment);
    try {
      return new ScriptRunner(request, streams, Surfaces.standalone(streams)).run();
    } catch (ExecutionException e) {
      System.err.println(FailureReport.of(e, System.getenv()));
      return FailureReport.STATUS;
    }
  }

  private static Path historyFile(GuestLanguage language) {
    return StatePaths.ofUser(System.getenv(), UserHome.in(System.getenv()))
        .resolve(language.id() + "-history");
  }

  private static void help() {
    System.out.println(
        """
        jexpy repl [flags]

        Reads Python, or with --lang js JavaScript, input by input, evaluates each and prints its
        value. In a terminal with editing, history and completion (Tab); from a pipe or a file
        without prompts. Ctrl-C forgets the line or interrupts what runs; Ctrl-D, exit() or .exit
        ends.

        The flags are those of 'jexpy run': --lang, --allow-*, --deny-*, -A, --path, --venv,
        --xenstore, --profile, --max-heap, -u.

        Exit status: 0 at the end of the input, else that of exit(STATUS); 2 if the command line
        is wrong; 70 if jexpy itself failed.""");
  }
}
