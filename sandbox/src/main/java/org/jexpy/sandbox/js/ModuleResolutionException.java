package org.jexpy.sandbox.js;

/** A module that cannot be found, with the code that Node gives to the same failure. */
final class ModuleResolutionException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String code;

  ModuleResolutionException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** The value of the guest error's {@code code} property, such as {@code ERR_MODULE_NOT_FOUND}. */
  String code() {
    return code;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
