package org.jexpy.bindings.execnet.channel;

/** Nothing came in time (execnet's {@code TimeoutError}). */
public final class ChannelTimeoutException extends ExecnetException {
  private static final long serialVersionUID = 1;

  /**
   * An exception.
   *
   * @param message what was waited for, and how long
   */
  public ChannelTimeoutException(String message) {
    super(message);
  }
}
