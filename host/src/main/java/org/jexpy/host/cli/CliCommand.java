package org.jexpy.host.cli;

import java.util.List;

/** One command of the program. Its class is loaded only when it is called. */
@FunctionalInterface
interface CliCommand {
  /**
   * Run the command.
   *
   * @param words what stands after its name
   * @return the exit status
   * @throws UsageException if the words make no sense; its message is for the user
   * @throws Exception if it fails
   */
  int execute(List<String> words) throws Exception;
}
