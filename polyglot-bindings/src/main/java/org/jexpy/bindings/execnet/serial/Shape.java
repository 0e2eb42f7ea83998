package org.jexpy.bindings.execnet.serial;

/** What an item is, as far as it matters to who makes a guest's value of it. */
public enum Shape {
  /** One value without parts: its first byte tells which, and the last but STOP belong to it. */
  SCALAR,
  /** A container, or a complex number, without channels. */
  COMPOUND,
  /** There are channels in it, or it is one. */
  WITH_CHANNELS
}
