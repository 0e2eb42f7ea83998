package org.jexpy.host.command;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a report.
 *
 * @param heading what people see above it
 * @param key what programs find it under
 * @param right whether it ends at the right, as numbers do
 * @param shown what people see instead of a value; programs get the value itself
 */
public record Column(
    String heading, String key, boolean right, Function<@Nullable Object, String> shown) {
  /**
   * A column of words.
   *
   * @param heading what people see above it
   * @param key what programs find it under
   */
  public static Column left(String heading, String key) {
    return new Column(heading, key, false, Column::plain);
  }

  /**
   * A column of numbers.
   *
   * @param heading what people see above it
   * @param key what programs find it under
   */
  public static Column right(String heading, String key) {
    return new Column(heading, key, true, Column::plain);
  }

  /**
   * The same with another look.
   *
   * @param look makes what people see of a value, which may be null
   */
  public Column shownBy(Function<@Nullable Object, String> look) {
    return new Column(heading, key, right, look);
  }

  private static String plain(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Iterable<?> items -> {
        StringBuilder text = new StringBuilder();
        items.forEach(each -> text.append(text.isEmpty() ? "" : ", ").append(each));
        yield text.toString();
      }
      default -> value.toString();
    };
  }
}
