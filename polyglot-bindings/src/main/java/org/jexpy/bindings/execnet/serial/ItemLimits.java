package org.jexpy.bindings.execnet.serial;

/**
 * How much one item may claim. The format itself allows lists of 2^31 elements in five bytes.
 *
 * @param elements how many elements all its lists may have together
 * @param depth how deep its containers may be nested
 * @param digits how many digits a number may have
 */
public record ItemLimits(int elements, int depth, int digits) {
  /** 16 Mi elements, 1 000 levels, 100 000 digits. */
  public static final ItemLimits DEFAULT = new ItemLimits(1 << 24, 1_000, 100_000);
}
