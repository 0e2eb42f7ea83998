package org.jexpy.bindings.execnet.spec;

/** A text that specifies no gateway; the texts are execnet's. */
public final class XSpecException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** Which class of Python's it is. */
  public enum Kind {
    /** A part is empty: {@code IndexError}. */
    INDEX_ERROR,
    /** A key is none: {@code AttributeError}. */
    ATTRIBUTE_ERROR,
    /** A key comes twice: {@code ValueError}. */
    VALUE_ERROR
  }

  private final Kind kind;

  XSpecException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Which class of Python's it is. */
  public Kind kind() {
    return kind;
  }
}
