package org.jexpy.host.command;

/** A command could not do what it was asked; its message is for whoever asked. */
public class CommandFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param message what was wrong and what to do, without {@code Error:}
   */
  public CommandFailedException(String message) {
    super(message);
  }

  /**
   * A failure that another one brought about.
   *
   * @param message what was wrong and what to do, without {@code Error:}
   * @param cause the other one
   */
  public CommandFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What the output of the command shows, without a line end. */
  public String text() {
    return "Error: " + getMessage();
  }
}
