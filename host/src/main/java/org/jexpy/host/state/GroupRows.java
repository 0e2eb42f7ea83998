package org.jexpy.host.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jexpy.host.process.GroupLimits;
import org.jexpy.host.process.StateException;

/**
 * Limits of the process group as configuration: a row of table {@code processGroup} beside the
 * processes, with the columns {@code name}, {@code memory-limit} and {@code cpu-limit}.
 */
public final class GroupRows {
  private static final String TABLE = "processGroup";
  private static final String MEMORY = "memory-limit";
  private static final String CPU = "cpu-limit";

  private GroupRows() {}

  /**
   * Add limits to the module of the processes.
   *
   * @param module the module
   * @param limits the limits
   * @return the module, unchanged if nothing is limited
   */
  public static Configuration.Module add(Configuration.Module module, GroupLimits limits) {
    if (limits.isNone()) {
      return module;
    }
    List<Configuration.Column> columns = new ArrayList<>();
    columns.add(new Configuration.Column("name", "other"));
    limits
        .memory()
        .ifPresent(
            percent -> columns.add(new Configuration.Column(MEMORY, String.valueOf(percent))));
    limits
        .cpu()
        .ifPresent(percent -> columns.add(new Configuration.Column(CPU, String.valueOf(percent))));
    List<Configuration.Row> rows = new ArrayList<>(module.rows());
    rows.add(new Configuration.Row(TABLE, columns));
    return new Configuration.Module(module.name(), rows);
  }

  /**
   * Read the limits of a configuration.
   *
   * @param configuration the configuration
   * @return the limits; none if it has none
   * @throws StateException if they are no percentages
   */
  public static GroupLimits limits(Configuration configuration) {
    Optional<Configuration.Row> row =
        configuration
            .module(ProcessRows.MODULE)
            .flatMap(module -> module.rows(TABLE).stream().findFirst());
    if (row.isEmpty()) {
      return GroupLimits.NONE;
    }
    try {
      return new GroupLimits(number(row.get(), MEMORY), number(row.get(), CPU));
    } catch (IllegalArgumentException e) {
      throw new StateException(
          "the configuration has limits that cannot be: %s; mend the row in module '%s', table '%s'"
              .formatted(e.getMessage(), ProcessRows.MODULE, TABLE),
          e);
    }
  }

  private static OptionalInt number(Configuration.Row row, String column) {
    return row.value(column)
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElse(OptionalInt.empty());
  }
}
