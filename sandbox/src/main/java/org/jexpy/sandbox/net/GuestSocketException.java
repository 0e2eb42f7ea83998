package org.jexpy.sandbox.net;

import java.io.IOException;

/** A socket call that failed with one of the operating system's error numbers. */
public final class GuestSocketException extends IOException {

  private static final long serialVersionUID = 1L;

  private final Errno errno;

  /**
   * Create the failure.
   *
   * @param errno what went wrong
   */
  public GuestSocketException(Errno errno) {
    super(errno.text());
    this.errno = errno;
  }

  /**
   * Translate whatever NIO threw, keeping it as the cause.
   *
   * @param failure what the NIO call threw
   */
  static GuestSocketException of(Exception failure) {
    if (failure instanceof GuestSocketException known) {
      return known;
    }
    GuestSocketException translated = new GuestSocketException(Errno.of(failure));
    translated.initCause(failure);
    return translated;
  }

  /**
   * Return the error number; its name (for example {@code ECONNREFUSED}) is what JavaScript calls
   * {@code code}.
   */
  public Errno errno() {
    return errno;
  }
}
