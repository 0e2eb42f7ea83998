package org.jexpy.bindings.execnet.serial;

/** Something cannot be brought into bytes, or out of them (execnet's {@code DataFormatError}). */
public abstract sealed class DataFormatException extends RuntimeException
    permits DumpException, LoadException {
  private static final long serialVersionUID = 1;

  DataFormatException(String message) {
    super(message);
  }
}
