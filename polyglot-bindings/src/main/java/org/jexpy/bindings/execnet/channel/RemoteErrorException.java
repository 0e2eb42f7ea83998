package org.jexpy.bindings.execnet.channel;

/**
 * What ran on the other side failed (execnet's {@code RemoteError}); the message is its traceback.
 */
public final class RemoteErrorException extends ExecnetException {
  private static final long serialVersionUID = 1;

  /**
   * An exception.
   *
   * @param message the text that the other side sent
   */
  public RemoteErrorException(String message) {
    super(message);
  }
}
