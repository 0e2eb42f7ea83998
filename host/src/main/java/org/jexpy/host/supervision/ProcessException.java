package org.jexpy.host.supervision;

/** Something that cannot be done with a process. The message is for the user, without "Error: ". */
public final class ProcessException extends RuntimeException {
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
