package org.jexpy.bindings.service;

import org.jspecify.annotations.Nullable;

/**
 * How the values of one declared type travel. Made by {@link PlainTypes}, which refuses every other
 * type, so that the rule and the codec cannot differ.
 */
interface PlainType {
  /**
   * Write a value.
   *
   * @throws ServiceCodecException if the value does not have this type or does not fit the limits
   */
  void write(WireWriter out, @Nullable Object value);

  /**
   * Read a value.
   *
   * @throws ServiceCodecException if the bytes hold no value of this type
   */
  @Nullable Object read(WireReader in);

  /** The type as error messages name it. */
  String describe();
}
