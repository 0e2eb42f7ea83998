package org.jexpy.bindings.execnet.serial;

/** Bytes that are no value (execnet's {@code LoadError}). */
public final class LoadException extends DataFormatException {
  private static final long serialVersionUID = 1;

  /**
   * An exception.
   *
   * @param message what is wrong with them, and where
   */
  public LoadException(String message) {
    super(message);
  }
}
