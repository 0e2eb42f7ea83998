package org.jexpy.host.command;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows with typed columns: a table for people, an array of objects for programs.
 *
 * @param title what people see above it
 * @param layout how people see it
 * @param columns the columns
 * @param rows the rows, each with a value for every column: null, a boolean, a number, an iterable,
 *     or anything with a {@code toString()}
 */
public record Report(
    Optional<String> title,
    Layout layout,
    List<Column> columns,
    List<List<@Nullable Object>> rows) {
  /** How people see a report. */
  public enum Layout {
    /** A heading, a dashed line, and a line for every row. */
    TABLE,
    /** A line for every value, {@code Heading : value}, and a blank line between rows. */
    FIELDS
  }

  /** Copies. */
  public Report {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * Begin a table.
   *
   * @param columns its columns
   */
  public static Builder table(Column... columns) {
    return new Builder(Layout.TABLE, List.of(columns));
  }

  /**
   * Begin a report that tells much of few things.
   *
   * @param columns its columns
   */
  public static Builder fields(Column... columns) {
    return new Builder(Layout.FIELDS, List.of(columns));
  }

  /** What JSON shows: an object for every row. */
  List<Map<String, @Nullable Object>> objects() {
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        object.put(columns.get(i).key(), row.get(i));
      }
      objects.add(object);
    }
    return objects;
  }

  /** Takes row by row. */
  public static final class Builder {
    private final Layout layout;
    private final List<Column> columns;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private Optional<String> title = Optional.empty();

    private Builder(Layout layout, List<Column> columns) {
      this.layout = layout;
      this.columns = columns;
    }

    /**
     * Give it a title.
     *
     * @param text what people see above it
     * @return this builder
     */
    public Builder title(String text) {
      title = Optional.of(text);
      return this;
    }

    /**
     * Add a row.
     *
     * @param values a value for every column
     * @return this builder
     * @throws IllegalArgumentException if there are more or fewer values than columns
     */
    public Builder row(@Nullable Object... values) {
      if (values.length != columns.size()) {
        throw new IllegalArgumentException(
            "a row of %d values for %d columns".formatted(values.length, columns.size()));
      }
      List<@Nullable Object> row = new ArrayList<>();
      Collections.addAll(row, values);
      rows.add(Collections.unmodifiableList(row));
      return this;
    }

    /** Finish it. */
    public Report build() {
      return new Report(title, layout, columns, rows);
    }
  }
}
