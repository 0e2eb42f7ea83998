package org.jexpy.host.launcher;

import org.jexpy.host.cli.JexpyCommand;

/** The program. */
public final class Main {
  private Main() {}

  /**
   * Run a command and exit with its status.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.exit(JexpyCommand.execute(args));
  }
}
