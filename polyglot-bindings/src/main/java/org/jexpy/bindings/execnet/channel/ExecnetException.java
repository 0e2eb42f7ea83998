package org.jexpy.bindings.execnet.channel;

import org.jspecify.annotations.Nullable;

/**
 * What execnet's calls fail with. The kinds are those that a program can tell apart; the texts are
 * execnet's where it has one.
 */
public abstract sealed class ExecnetException extends RuntimeException
    permits ChannelEofException,
        ChannelIoException,
        ChannelTimeoutException,
        HostNotFoundException,
        RemoteErrorException {
  private static final long serialVersionUID = 1;

  ExecnetException(String message) {
    super(message);
  }

  ExecnetException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** What went wrong. */
  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? "" : message;
  }
}
