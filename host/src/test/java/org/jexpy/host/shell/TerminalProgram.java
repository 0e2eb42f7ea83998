package org.jexpy.host.shell;

import java.nio.file.Path;

/** A shell over {@link LocalService}, for a test that has a terminal. */
final class TerminalProgram {
  private TerminalProgram() {}

  public static void main(String[] args) throws Exception {
    System.exit(
        Shell.onTerminal(new LocalService(), Path.of(args[0]), line -> System.err.println(line)));
  }
}
