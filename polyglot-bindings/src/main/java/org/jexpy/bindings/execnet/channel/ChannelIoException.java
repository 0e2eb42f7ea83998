package org.jexpy.bindings.execnet.channel;

import org.jspecify.annotations.Nullable;

/** A channel or its gateway cannot do this any more, or at all (Python: {@code OSError}). */
public final class ChannelIoException extends ExecnetException {
  private static final long serialVersionUID = 1;

  /**
   * An exception.
   *
   * @param message what cannot be done, and why
   */
  public ChannelIoException(String message) {
    super(message);
  }

  /**
   * An exception.
   *
   * @param message what cannot be done, and why
   * @param cause what the system said
   */
  public ChannelIoException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
