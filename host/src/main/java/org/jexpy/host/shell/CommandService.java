package org.jexpy.host.shell;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jexpy.host.command.Candidate;

/** What executes the lines of a shell. Used by the shell's thread only, but for {@code stop}. */
public interface CommandService {
  /**
   * Execute a line, to its end.
   *
   * @param line the line
   * @param screen what it is shown on
   * @param output takes pieces of output on the calling thread, as they come; while it takes its
   *     time, the command has to wait
   * @return 0, or another status if the command failed; why has been on the output
   * @throws IOException if the container cannot be reached
   */
  int execute(String line, Screen screen, Consumer<String> output) throws IOException;

  /**
   * Stop the line that is being executed: its user has seen enough. Does nothing if there is none.
   * May be called by any thread, even from within {@code output}, and does not wait.
   */
  void stop();

  /**
   * Find what may stand at the cursor.
   *
   * @param line the line
   * @param cursor the position in it
   * @return the words, as {@link org.jexpy.host.command.CommandRegistry#complete} finds them
   * @throws IOException if the container cannot be reached
   */
  List<Candidate> complete(String line, int cursor) throws IOException;

  /** What the next prompt is to show, as far as is known without asking. */
  PromptState prompt();

  /**
   * What output is shown on.
   *
   * @param width how many columns there are; 0 if nobody knows
   * @param canPage whether someone sits there who sees it page by page
   */
  record Screen(int width, boolean canPage) {}
}
