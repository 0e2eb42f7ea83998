package org.jexpy.host.command;

/**
 * A line is no command. The message shows the line, a caret under the first wrong word, and what
 * would be right there; nothing has been done.
 */
public final class CommandSyntaxException extends CommandFailedException {
  private static final long serialVersionUID = 1L;

  private final int position;

  CommandSyntaxException(String message, int position) {
    super(message);
    this.position = position;
  }

  /** Where in the line the first wrong word begins. */
  public int position() {
    return position;
  }

  /** The message as it is: it says itself what kind of error it tells of. */
  @Override
  public String text() {
    return String.valueOf(getMessage());
  }
}
