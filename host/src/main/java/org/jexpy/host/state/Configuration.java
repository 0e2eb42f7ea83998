package org.jexpy.host.state;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What {@code save configuration} keeps: the rows of the tables of each module, in their order.
 * Whatever can be made can be saved and is loaded as the same.
 *
 * @param modules the modules; no two of one name
 */
public record Configuration(List<Module> modules) {
  /** The configuration in which nothing is configured. */
  public static final Configuration EMPTY = new Configuration(List.of());

  private static final int MAX_NAME = 200;

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

  /**
   * Copies and checks.
   *
   * @throws IllegalArgumentException if a module stands there twice
   */
  public Configuration {
    modules = List.copyOf(modules);
    Set<String> names = new HashSet<>();
    for (Module module : modules) {
      if (!names.add(module.name())) {
        throw new IllegalArgumentException(
            "module '%s' stands twice in the configuration; give it once, with all of its rows"
                .formatted(module.name()));
      }
    }
  }

  /**
   * Find a module.
   *
   * @param name its name
   * @return the module; empty if nothing of it is kept
   */
  public Optional<Module> module(String name) {
    return modules.stream().filter(module -> module.name().equals(name)).findFirst();
  }

  /**
   * What one module keeps.
   *
   * @param name the module
   * @param rows its rows, of all tables
   */
  public record Module(String name, List<Row> rows) {
    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException if the name is none
     */
    public Module {
      requireName("module", name);
      rows = List.copyOf(rows);
    }

    /**
     * The rows of one table.
     *
     * @param table the table
     */
    public List<Row> rows(String table) {
      return rows.stream().filter(row -> row.table().equals(table)).toList();
    }
  }

  /**
   * A row of a table.
   *
   * @param table the table
   * @param columns its columns; no two of one name
   */
  public record Row(String table, List<Column> columns) {
    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException if the name is none, or a column stands there twice
     */
    public Row {
      requireName("table", table);
      columns = List.copyOf(columns);
      Set<String> names = new HashSet<>();
      for (Column column : columns) {
        if (!names.add(column.name())) {
          throw new IllegalArgumentException(
              "column '%s' stands twice in a row of table '%s'; a row has one value of each column"
                  .formatted(column.name(), table));
        }
      }
    }

    /**
     * The value of a column.
     *
     * @param column the column
     * @return its value; empty if the row has none
     */
    public Optional<String> value(String column) {
      return columns.stream()
          .filter(each -> each.name().equals(column))
          .map(Column::value)
          .findFirst();
    }
  }

  /**
   * A value in a row.
   *
   * @param name the column
   * @param value its text; whatever XML can hold
   */
  public record Column(String name, String value) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the name is none, or XML has no room for a character of
     *     the value
     */
    public Column {
      requireName("column", name);
      int bad = XmlText.firstForbidden(value);
      if (bad >= 0) {
        throw new IllegalArgumentException(
            "the value of column '%s' has the character U+%04X at index %d, which a configuration file cannot hold; remove it, or encode the value, for example as hexadecimal digits"
                .formatted(name, (int) value.charAt(bad), bad));
      }
    }
  }

  private static void requireName(String kind, String name) {
    if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'%s' cannot be the name of a %s in the configuration; names have at most %d letters, digits and '_', '.', '-', and begin with a letter or '_'"
              .formatted(name.substring(0, Math.min(name.length(), MAX_NAME)), kind, MAX_NAME));
    }
  }
}
