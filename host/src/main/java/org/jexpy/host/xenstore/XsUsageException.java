package org.jexpy.host.xenstore;

/** The words make no sense. The message says which, and what would. */
final class XsUsageException extends Exception {
  private static final long serialVersionUID = 1;

  XsUsageException(String message) {
    super(message);
  }
}
