package org.jexpy.host.command;

import java.util.function.Consumer;

/**
 * Where a command prints. Used by one thread at a time.
 *
 * <p>As JSON everything is one value a line: a report is an array of objects, a line of text a
 * string, a failure an object with {@code error}; what only people need is left out.
 */
public interface Output {
  /**
   * Print text as it is; line ends are its own business.
   *
   * @param text the text
   */
  void text(String text);

  /**
   * Print a line.
   *
   * @param line the line, without its end
   */
  default void line(String line) {
    text(line + "\n");
  }

  /**
   * Print a line that only people need: a heading, a total, a hint.
   *
   * @param line the line, without its end
   */
  void note(String line);

  /**
   * Print rows.
   *
   * @param report the rows
   */
  void report(Report report);

  /**
   * Print what went wrong. Commands throw it; whoever executes them prints it.
   *
   * @param failure what went wrong
   */
  void failure(CommandFailedException failure);

  /** The command is done: print what was held back for want of a line end. */
  default void end() {}

  /**
   * The output of a session.
   *
   * @param session says whether people or programs read it
   * @param sink takes pieces of text
   */
  static Output of(Session session, Consumer<String> sink) {
    return session.json() ? new JsonOutput(sink) : new TextOutput(sink);
  }
}
