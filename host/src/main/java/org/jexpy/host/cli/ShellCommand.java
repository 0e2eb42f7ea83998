package org.jexpy.host.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jexpy.host.control.ControlService;
import org.jexpy.host.process.StateException;
import org.jexpy.host.shell.Shell;
import org.jexpy.sandbox.GuestStreams;

/** {@code jexpy shell}: a conversation with a container that serves. Loads no GraalVM class. */
final class ShellCommand implements CliCommand {
  private static final List<String> FLAGS = List.of("--state");

  @Override
  public int execute(List<String> words) throws UsageException {
    ContainerFlags flags = ContainerFlags.parse("shell", FLAGS, words);
    if (flags.help()) {
      help();
      return 0;
    }
    if (!flags.rest().isEmpty()) {
      throw new UsageException(
          "shell: '%s' is no flag; 'jexpy exec' takes a command"
              .formatted(flags.rest().getFirst()));
    }
    String terminals = System.getProperty(GuestStreams.TERMINALS_PROPERTY, "");
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (ControlService service = new ControlService(() -> ExecCommand.connect(flags))) {
      if (terminals.contains("i") && terminals.contains("o")) {
        return Shell.onTerminal(
            service, flags.paths().root().resolve("history"), System.err::println);
      }
      return Shell.onPipe(
          service, new InputStreamReader(System.in, StandardCharsets.UTF_8), out::print);
    } catch (StateException | IOException e) {
      System.err.println("jexpy: " + e.getMessage());
      return 1;
    } finally {
      out.flush();
    }
  }

  private static void help() {
    System.out.println(
        """
        jexpy shell [--state DIR]

        A conversation with a container that serves: Tab completes, '?' lists what may follow, 'exit' leaves.
        On a pipe it executes line by line; exit status 1 if one of them failed.""");
  }
}
