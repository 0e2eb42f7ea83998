package org.jexpy.host.cli;

/** A command line that makes no sense. The message says what was wrong and what is valid. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The exit status of a wrong command line. */
  static final int STATUS = 2;

  UsageException(String message) {
    super(message);
  }
}
