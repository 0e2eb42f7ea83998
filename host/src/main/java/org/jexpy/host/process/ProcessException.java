package org.jexpy.host.process;

import org.jexpy.host.command.CommandFailedException;

/** Something that cannot be done with a process. The message is for the user, without "Error: ". */
public final class ProcessException extends CommandFailedException {
  private static final long serialVersionUID = 1;

  /**
   * A refusal.
   *
   * @param message which process, what is wrong, what to do
   */
  public ProcessException(String message) {
    super(message);
  }
}
