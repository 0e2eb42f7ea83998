package org.jexpy.bindings.execnet.serial;

/** A value that has no form on the wire (execnet's {@code DumpError}). */
public final class DumpException extends DataFormatException {
  private static final long serialVersionUID = 1;

  /**
   * An exception.
   *
   * @param message which value, and what is allowed
   */
  public DumpException(String message) {
    super(message);
  }
}
