package org.jexpy.bindings.xenstore.core.wire;

import org.jspecify.annotations.Nullable;

/** What may be done with a node, besides what its owner may. */
public enum Access {
  /** Nothing. */
  NONE('n', 0),
  /** Look at it. */
  READ('r', 1),
  /** Change it. */
  WRITE('w', 2),
  /** Both. */
  BOTH('b', 3);

  private final char letter;
  private final int bits;

  Access(char letter, int bits) {
    this.letter = letter;
    this.bits = bits;
  }

  /** How it is written. */
  public char letter() {
    return letter;
  }

  /** Whether everything that the other permits is permitted. */
  public boolean includes(Access other) {
    return (bits & other.bits) == other.bits;
  }

  /**
   * Find an access.
   *
   * @param letter how it is written
   * @return the access; null if no such letter is known
   */
  public static @Nullable Access of(char letter) {
    return switch (letter) {
      case 'n' -> NONE;
      case 'r' -> READ;
      case 'w' -> WRITE;
      case 'b' -> BOTH;
      default -> null;
    };
  }
}
