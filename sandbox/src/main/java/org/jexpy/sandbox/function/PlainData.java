package org.jexpy.sandbox.function;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.jspecify.annotations.Nullable;

/** Carries plain data into guests. To be used on a thread of the guest. */
final class PlainData {
  /** Up to here JavaScript's numbers are exact. */
  private static final long SAFE = (1L << 53) - 1;

  private PlainData() {}

  /**
   * What guest code makes its own values of: scalars as they are, everything else as an array that
   * begins with its kind. Texts are the cheapest way for bytes (design §6).
   */
  static @Nullable Object toGuest(@Nullable Object value) {
    return switch (value) {
      case Long number when number > SAFE || number < -SAFE ->
          ProxyArray.fromArray("i", number.toString());
      case BigInteger number -> ProxyArray.fromArray("i", number.toString());
      case byte[] bytes ->
          ProxyArray.fromArray("b", new String(bytes, StandardCharsets.ISO_8859_1));
      case List<?> list -> arguments("l", list);
      case Map<?, ?> map -> {
        List<@Nullable Object> parts = new ArrayList<>();
        map.forEach(
            (key, item) -> {
              parts.add(key);
              parts.add(item);
            });
        yield arguments("d", parts);
      }
      // In Python a null of Java's would be a None that is not None.
      case null -> ProxyArray.fromArray("n");
      default -> value;
    };
  }

  private static ProxyArray arguments(String kind, List<?> items) {
    @Nullable Object[] all = new Object[items.size() + 1];
    all[0] = kind;
    int at = 1;
    for (Object item : items) {
      all[at++] = toGuest(item);
    }
    return ProxyArray.fromArray(all);
  }

  /** A list of arguments. */
  static ProxyArray toGuest(List<?> arguments) {
    return ProxyArray.fromArray(arguments.stream().map(PlainData::toGuest).toArray());
  }

  /** Names for a message, the first few. */
  static String names(Value names) {
    String[] all = names.as(String[].class);
    String shown = String.join(", ", Arrays.copyOf(all, Math.min(all.length, 20)));
    return all.length > 20 ? shown + ", …" : shown;
  }
}
