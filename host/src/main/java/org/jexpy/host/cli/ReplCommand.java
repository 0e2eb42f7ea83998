package org.jexpy.host.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jexpy.host.surfaces.Surfaces;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.ReplConsole;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.ScriptCode;
import org.jexpy.sandbox.ScriptRunner;

/** {@code jexpy repl}: reads Python input by input, evaluates it, prints its value. */
final class ReplCommand implements CliCommand {
  @Override
  public int execute(List<String> words) throws Exception {
    RunArguments arguments = RunArgumentsParser.parseFlags("repl", words);
    if (arguments.help()) {
      help();
      return 0;
    }
    if (arguments.language().orElse(GuestLanguage.PYTHON) != GuestLanguage.PYTHON) {
      throw new UsageException(
          "flag '--lang': 'repl' speaks python only so far, not js; 'jexpy run --lang js -' runs what standard input holds");
    }
    var streams = GuestStreams.ofJvm(System.getProperty(GuestStreams.TERMINALS_PROPERTY, ""));
    if (!(streams.terminalIn() && streams.terminalOut())) {
      return converse(arguments, words, streams, Optional.empty());
    }
    System.out.println(
        "jexpy: Python; Ctrl-D ends, Ctrl-C interrupts, Tab completes. Flags say what is allowed: jexpy repl --help");
    try (TerminalConsole console = TerminalConsole.open(historyFile())) {
      return converse(arguments, words, streams, Optional.of(console));
    }
  }

  private static int converse(
      RunArguments arguments,
      List<String> words,
      GuestStreams streams,
      Optional<ReplConsole> console)
      throws UsageException, InterruptedException {
    var source = new ScriptSource(GuestLanguage.PYTHON, new ScriptCode.Conversation(console));
    RunRequest request = RunCommand.request("repl", arguments, source, words, System.getenv());
    try {
      return new ScriptRunner(request, streams, Surfaces.standalone()).run();
    } catch (ExecutionException e) {
      System.err.println(FailureReport.of(e, System.getenv()));
      return FailureReport.STATUS;
    }
  }

  private static Path historyFile() {
    String state = System.getenv().getOrDefault("XDG_STATE_HOME", "");
    Path folder =
        state.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return folder.resolve("jexpy").resolve("python-history");
  }

  private static void help() {
    System.out.println(
        """
        jexpy repl [flags]

        Reads Python input by input, evaluates each and prints its value. In a terminal with
        editing, history and completion (Tab); from a pipe or a file without prompts. Ctrl-C
        forgets the line or interrupts what runs; Ctrl-D or exit() ends.

        The flags are those of 'jexpy run': --allow-*, --deny-*, -A, --path, --venv, --profile,
        --max-heap, -u. JavaScript is not spoken here yet (--lang js is refused).

        Exit status: 0 at the end of the input, else that of exit(STATUS); 2 if the command line
        is wrong; 70 if jexpy itself failed.""");
  }
}
