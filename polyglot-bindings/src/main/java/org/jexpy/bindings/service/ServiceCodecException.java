package org.jexpy.bindings.service;

/** Bytes that are no valid frame or value, or a value that cannot be written. */
public final class ServiceCodecException extends RemoteCallException {
  private final Reason reason;

  /** What is wrong. */
  public enum Reason {
    /** The frame was written by another version of the codec. */
    VERSION,
    /** The bytes end in the middle of a value. */
    TRUNCATED,
    /** Bytes follow the last value. */
    TRAILING,
    /** The frame is longer than allowed. */
    TOO_LONG,
    /** Values are nested deeper than allowed. */
    TOO_DEEP,
    /** Another kind of value stands where one of the declared type should. */
    WRONG_KIND,
    /** Text that is no valid UTF-8. */
    BAD_TEXT,
    /** A number out of the range of its type. */
    BAD_NUMBER,
    /** A name that the declared type does not have, such as that of an enum constant. */
    UNKNOWN_NAME,
    /** A key that occurs twice in one map. */
    DUPLICATE_KEY,
    /** The constructor of a record refuses the values. */
    REFUSED,
    /** {@code null} where the declared type does not allow it. */
    NULL,
    /** The other side could not read or write the call; its message says why. */
    REMOTE
  }

  ServiceCodecException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** What is wrong. */
  public Reason reason() {
    return reason;
  }
}
