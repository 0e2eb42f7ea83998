package org.jexpy.sandbox.function;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The functions of a guest, by name. What they are given and what they return is plain data: {@code
 * null}, {@link Boolean}, {@link Long}, {@link java.math.BigInteger}, {@link Double}, {@link
 * String}, {@code byte[]}, {@link List} and {@link java.util.Map} with keys of text. Guest values
 * never leave their process (design §4).
 */
@FunctionalInterface
public interface GuestFunctions {
  /** How deep lists and maps may be nested: {@value}. Deeper ones are taken for circular. */
  int MAX_DEPTH = 64;

  /**
   * Call a function. To be called on a thread of the guest's lanes.
   *
   * @param function the name of a function of the main module, or a path of names parted by dots
   * @param arguments plain data
   * @return the answer; fails with {@link GuestFunctionException}. Completed already, unless the
   *     function gave a promise
   */
  CompletionStage<@Nullable Object> call(
      String function, List<? extends @Nullable Object> arguments);
}
