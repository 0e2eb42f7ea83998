package org.jexpy.bindings.exos.core;

import java.time.Duration;
import java.util.List;

/**
 * A list of commands to be executed one after the other.
 *
 * @param commands the commands, each as one would type it
 * @param ignoreErrors whether the list goes on after a command that fails, and what that command
 *     said is part of the result
 * @param timeout how long the whole list may take; {@link Duration#ZERO} for as long as it takes
 */
public record CommandRequest(List<String> commands, boolean ignoreErrors, Duration timeout) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the timeout is negative
   */
  public CommandRequest {
    commands = List.copyOf(commands);
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("timeout: %s (expected: 0 or more)".formatted(timeout));
    }
  }

  /** Whether the list may take as long as it takes. */
  public boolean unlimited() {
    return timeout.isZero();
  }
}
