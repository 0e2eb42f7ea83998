package org.jexpy.host.shell;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Where a shell's lines come from, and where output goes. */
interface Console extends Closeable {
  /**
   * Read a line.
   *
   * @param prompt what asks for it, if someone sits there
   * @return the line; blank if its user took it back; empty at the end of the input
   * @throws IOException if reading fails
   */
  Optional<String> read(String prompt) throws IOException;

  /**
   * Ask for a key.
   *
   * @param question what asks for it
   * @return the key; empty if nobody sits there
   * @throws IOException if reading fails
   */
  Optional<Character> ask(String question) throws IOException;

  /** What output is shown on. */
  CommandService.Screen screen();

  /**
   * Begin the output of a command.
   *
   * @param stop called when its user wants no more of it
   * @return takes the output
   */
  Consumer<String> output(Runnable stop);
}
