package org.jexpy.host.state;

import java.util.ArrayList;
import java.util.List;

/** Configurations to save. */
final class Configurations {
  private Configurations() {}

  /** A configuration that fills several writes, and of which each row tells the generation. */
  static Configuration generation(int number) {
    List<Configuration.Row> rows = new ArrayList<>();
    for (int i = 0; i < 130; i++) {
      rows.add(row("process", "name", "p" + i, "generation", Integer.toString(number)));
    }
    return of("epm", rows.toArray(Configuration.Row[]::new));
  }

  static Configuration of(String module, Configuration.Row... rows) {
    return new Configuration(List.of(new Configuration.Module(module, List.of(rows))));
  }

  static Configuration.Row row(String table, String... namesAndValues) {
    List<Configuration.Column> columns = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      columns.add(new Configuration.Column(namesAndValues[i], namesAndValues[i + 1]));
    }
    return new Configuration.Row(table, columns);
  }
}
