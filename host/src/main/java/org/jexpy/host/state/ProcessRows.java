package org.jexpy.host.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jexpy.bindings.exos.core.InvalidProcessNameException;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.host.process.Program;
import org.jexpy.host.process.StartMode;
import org.jexpy.host.process.StateException;

/**
 * Processes as configuration (specification of EXOS §4.1): module {@code epm}, table {@code
 * process}, with the columns {@code name}, {@code python-module} or another kind of program, {@code
 * start}, {@code vr}, {@code description} and {@code arg1} to {@code arg9}.
 */
public final class ProcessRows {
  /** The module of processes. */
  public static final String MODULE = "epm";

  private static final String TABLE = "process";

  private static final String ARGUMENT = "arg";

  private static final Set<String> PROGRAMS = Set.of("python-module", "js-module", "executable");

  private ProcessRows() {}

  /**
   * Make the module that keeps processes.
   *
   * @param processes the processes, in the order in which they shall be started again
   * @return the module
   * @throws StateException if a text of a process cannot be in a file
   */
  public static Configuration.Module module(List<ProcessSpec> processes) {
    return new Configuration.Module(MODULE, processes.stream().map(ProcessRows::row).toList());
  }

  /**
   * Read the processes of a configuration.
   *
   * @param configuration the configuration
   * @return the processes, in their order; none if it has no such module
   * @throws StateException if a row is no process, or two have one name
   */
  public static List<ProcessSpec> processes(Configuration configuration) {
    List<ProcessSpec> found = new ArrayList<>();
    List<Configuration.Row> rows =
        configuration.module(MODULE).map(module -> module.rows(TABLE)).orElse(List.of());
    for (Configuration.Row row : rows) {
      ProcessSpec process = process(row);
      if (found.stream().anyMatch(other -> other.name().equals(process.name()))) {
        throw bad(row, "there is another one of this name");
      }
      found.add(process);
    }
    return found;
  }

  private static Configuration.Row row(ProcessSpec process) {
    try {
      List<Configuration.Column> columns = new ArrayList<>();
      Program program = process.program();
      columns.add(new Configuration.Column("name", process.name()));
      columns.add(new Configuration.Column(program.keyword(), program.target()));
      columns.add(new Configuration.Column("start", process.start().keyword()));
      columns.add(new Configuration.Column("vr", process.vr()));
      process
          .description()
          .ifPresent(text -> columns.add(new Configuration.Column("description", text)));
      int number = 0;
      for (String argument : process.arguments()) {
        number++;
        columns.add(new Configuration.Column(ARGUMENT + number, argument));
      }
      return new Configuration.Row(TABLE, columns);
    } catch (IllegalArgumentException e) {
      throw new StateException(
          "process %s cannot be saved: %s".formatted(process.name(), e.getMessage()), e);
    }
  }

  private static ProcessSpec process(Configuration.Row row) {
    Optional<Program> program = Optional.empty();
    List<String> arguments = new ArrayList<>();
    for (Configuration.Column column : row.columns()) {
      String name = column.name();
      if (PROGRAMS.contains(name)) {
        if (program.isPresent()) {
          throw bad(row, "it has two programs");
        }
        program = Optional.of(program(name, column.value()));
      } else if (name.equals(ARGUMENT + (arguments.size() + 1))) {
        arguments.add(column.value());
      } else if (!Set.of("name", "start", "vr", "description").contains(name)) {
        throw bad(row, "column '%s' is not known, or not in its place".formatted(name));
      }
    }
    try {
      return new ProcessSpec(
          row.value("name").orElseThrow(() -> bad(row, "it has no name")),
          program.orElseThrow(() -> bad(row, "it has no program; one of " + sorted(PROGRAMS))),
          start(row),
          row.value("vr").orElse(ProcessSpec.DEFAULT_VR),
          row.value("description"),
          arguments);
    } catch (IllegalArgumentException | InvalidProcessNameException e) {
      throw bad(row, String.valueOf(e.getMessage()));
    }
  }

  private static Program program(String keyword, String target) {
    return switch (keyword) {
      case "python-module" -> new Program.PythonModule(target);
      case "js-module" -> new Program.JsModule(target);
      default -> new Program.Executable(target);
    };
  }

  private static StartMode start(Configuration.Row row) {
    String word = row.value("start").orElse(StartMode.ON_DEMAND.keyword());
    for (StartMode mode : StartMode.values()) {
      if (mode.keyword().equals(word)) {
        return mode;
      }
    }
    throw bad(row, "start is '%s'; it can be auto or on-demand".formatted(word));
  }

  private static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
  }

  private static StateException bad(Configuration.Row row, String reason) {
    return new StateException(
        "the configuration has a process that cannot be made (name %s): %s; mend its row in module '%s', table '%s'"
            .formatted(row.value("name").orElse("missing"), reason, MODULE, TABLE));
  }
}
