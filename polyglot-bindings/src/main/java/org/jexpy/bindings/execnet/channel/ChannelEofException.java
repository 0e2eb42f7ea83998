package org.jexpy.bindings.execnet.channel;

/** No item will come any more (Python: {@code EOFError}). */
public final class ChannelEofException extends ExecnetException {
  private static final long serialVersionUID = 1;

  /**
   * An exception.
   *
   * @param message why, or nothing if the end was an orderly one
   */
  public ChannelEofException(String message) {
    super(message);
  }
}
