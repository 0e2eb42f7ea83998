package org.jexpy.host.setup;

/** A set-up step failed; the message is for the user. */
public final class SetupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SetupException(String message) {
    super(message);
  }
}
