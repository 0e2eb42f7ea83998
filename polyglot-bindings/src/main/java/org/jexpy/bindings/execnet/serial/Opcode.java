package org.jexpy.bindings.execnet.serial;

/** What the first byte of each step of a dump says (§5): it is a program for a stack machine. */
final class Opcode {
  static final byte BUILD_TUPLE = '@';
  static final byte BYTES = 'A';
  static final byte CHANNEL = 'B';
  static final byte FALSE = 'C';
  static final byte FLOAT = 'D';
  static final byte FROZEN_SET = 'E';
  static final byte INT = 'F';

  /** Written by Python 2 only, as {@link #LONG_LONG}, {@link #PY2_STRING} and {@link #UNICODE}. */
  static final byte LONG = 'G';

  static final byte LONG_INT = 'H';
  static final byte LONG_LONG = 'I';
  static final byte NEW_DICT = 'J';
  static final byte NEW_LIST = 'K';
  static final byte NONE = 'L';
  static final byte PY2_STRING = 'M';
  static final byte PY3_STRING = 'N';
  static final byte SET = 'O';
  static final byte SET_ITEM = 'P';
  static final byte STOP = 'Q';
  static final byte TRUE = 'R';
  static final byte UNICODE = 'S';
  static final byte COMPLEX = 'T';

  private Opcode() {}
}
