package org.jexpy.bindings.execnet.serial;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tuple: of fixed length, and a key of dictionaries if all in it can be.
 *
 * @param items what is in it, in order
 */
public record Tuple(List<@Nullable Object> items) {
  /** A tuple of these, which are copied. */
  public Tuple {
    items = Collections.unmodifiableList(Arrays.asList(items.toArray()));
  }

  /**
   * A tuple.
   *
   * @param items what is in it
   */
  public static Tuple of(@Nullable Object... items) {
    return new Tuple(Arrays.asList(items));
  }
}
