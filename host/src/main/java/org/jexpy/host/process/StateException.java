package org.jexpy.host.process;

import org.jspecify.annotations.Nullable;

/** What is kept on disk cannot be used; the message is for the operator. */
public class StateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A refusal.
   *
   * @param message which file or folder, what is wrong with it, what to do
   */
  public StateException(String message) {
    super(message);
  }

  /**
   * A refusal that another failure brought about.
   *
   * @param message which file or folder, what is wrong with it, what to do
   * @param cause the other failure
   */
  public StateException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
