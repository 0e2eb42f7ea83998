package org.jexpy.bindings.xenstore.core.store.file;

/** From here on a file is not what was written. The message says what is wrong. */
final class DamagedException extends Exception {
  private static final long serialVersionUID = 1;

  private final int at;

  DamagedException(int at, String message) {
    super(message);
    this.at = at;
  }

  /** The place of the first byte that cannot be used. */
  int at() {
    return at;
  }
}
