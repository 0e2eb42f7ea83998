package org.jexpy.host.process;

import org.jspecify.annotations.Nullable;

/**
 * A function of a process could not be called, or gave no answer that can be used. The message says
 * which process and function, what is wrong, and what to do.
 */
public class ProcessCallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param message what is wrong
   */
  public ProcessCallException(String message) {
    super(message);
  }

  /**
   * A failure that another one brought about.
   *
   * @param message what is wrong
   * @param cause the other one
   */
  public ProcessCallException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
