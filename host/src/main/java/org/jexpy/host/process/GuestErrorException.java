package org.jexpy.host.process;

/** A function of a process raised an error. */
public final class GuestErrorException extends ProcessCallException {
  private static final long serialVersionUID = 1L;

  private final String error;
  private final String traceback;

  /**
   * An error.
   *
   * @param process the name of the process
   * @param function the function that was called
   * @param error the error in one line, such as {@code ValueError: not a port}
   * @param traceback what the language prints of it, with the lines of the script
   */
  public GuestErrorException(String process, String function, String error, String traceback) {
    super("process %s, function '%s': %s".formatted(process, function, error));
    this.error = error;
    this.traceback = traceback;
  }

  /** The error in one line. */
  public String error() {
    return error;
  }

  /** What the language prints of it, with the lines of the script. */
  public String traceback() {
    return traceback;
  }
}
