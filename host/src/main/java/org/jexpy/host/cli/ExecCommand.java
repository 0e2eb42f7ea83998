package org.jexpy.host.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jexpy.host.command.Tokenizer;
import org.jexpy.host.control.ControlClient;
import org.jexpy.host.process.StateException;
import org.jexpy.host.state.Ownership;

/** {@code jexpy exec}: gives command lines to a container that serves. Loads no GraalVM class. */
final class ExecCommand implements CliCommand {
  private static final List<String> FLAGS = List.of("--state", "--json");

  @Override
  public int execute(List<String> words) throws UsageException {
    ContainerFlags flags = ContainerFlags.parse("exec", FLAGS, words);
    if (flags.help()) {
      help();
      return 0;
    }
    if (flags.rest().isEmpty()) {
      throw new UsageException("exec: no command given; try jexpy exec 'show process'");
    }
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    try (ControlClient client = connect(flags)) {
      if (flags.rest().equals(List.of("-"))) {
        return all(client, flags, out);
      }
      return one(client, line(flags.rest()), flags, out);
    } catch (StateException | IOException e) {
      System.err.println("jexpy: " + e.getMessage());
      return 1;
    } finally {
      out.flush();
    }
  }

  /**
   * The line that words make. One word is a line already. Of several, one with spaces was quoted
   * for the shell, and is quoted for the container, too: else it would silently mean something
   * else.
   */
  static String line(List<String> words) {
    if (words.getFirst().contains(" ")) {
      return String.join(" ", words);
    }
    return words.stream()
        .map(
            word ->
                word.isEmpty() || (word.contains(" ") && !word.contains("\""))
                    ? Tokenizer.quoteIfNeeded(word)
                    : word)
        .collect(Collectors.joining(" "));
  }

  private static int all(ControlClient client, ContainerFlags flags, PrintStream out)
      throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    int status = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      status = Math.max(status, one(client, line, flags, out));
    }
    return status;
  }

  private static int one(ControlClient client, String line, ContainerFlags flags, PrintStream out)
      throws IOException {
    try {
      return client.execute(
          line,
          0,
          flags.json(),
          false,
          text -> {
            out.print(text);
            // Flushes. A command may go on for ever, so somebody has to notice.
            if (out.checkError()) {
              throw new UncheckedIOException(
                  new IOException("nobody reads the standard output any more"));
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Connect, or say what to do. */
  static ControlClient connect(ContainerFlags flags) throws IOException {
    Path socket = flags.paths().controlSocket();
    Ownership.requireSocket(socket);
    try {
      return ControlClient.connect(socket);
    } catch (IOException e) {
      throw new IOException(
          "no container answers on '%s'; start one: %s"
              .formatted(socket, ContainerFlags.serveCommand(System.getenv(), flags.paths())),
          e);
    }
  }

  private static void help() {
    System.out.println(
        """
        jexpy exec [--state DIR] [--json] COMMAND...
        jexpy exec 'COMMAND' [--state DIR] [--json]
        jexpy exec [--state DIR] [--json] -          one command a line on standard input

        Gives a command to a container that serves: jexpy exec 'create process greeter python-module greeter start auto'.
        'jexpy exec help' lists the commands. Exit status 1: the command failed, or no container answers.""");
  }
}
