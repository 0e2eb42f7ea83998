package org.jexpy.host.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The top of the command line. */
@Command(
    name = "jexpy",
    description = "Run Python and JavaScript scripts as supervised processes on the JVM.",
    subcommands = {RunCommand.class, VersionCommand.class, SetupCommand.class})
public final class JexpyCommand {
  private JexpyCommand() {}

  /**
   * Run a command line.
   *
   * @param args the words after {@code jexpy}
   * @return the exit status
   */
  public static int execute(String... args) {
    return new CommandLine(new JexpyCommand()).execute(args);
  }
}
