package org.jexpy.bindings.execnet.serial;

/**
 * What becomes of strings between Python 2 and Python 3 (§5).
 *
 * @param py2AsPy3 whether a {@code str} of Python 2, which is bytes, becomes text (by Latin-1)
 *     instead of bytes
 * @param py3AsPy2 whether a {@code str} of Python 3 becomes bytes (its UTF-8) instead of text
 */
public record Coercion(boolean py2AsPy3, boolean py3AsPy2) {
  /** What gateways begin with. */
  public static final Coercion OF_GATEWAYS = new Coercion(true, false);

  /** What {@code loads} does by itself, and RSync. */
  public static final Coercion NONE = new Coercion(false, false);
}
