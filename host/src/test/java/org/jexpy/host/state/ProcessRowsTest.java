package org.jexpy.host.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jexpy.host.state.Configurations.row;

import java.nio.file.Path;
import java.util.List;
import org.jexpy.bindings.disk.FileLayer;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.host.process.StateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes survive as configuration. */
final class ProcessRowsTest {
  @TempDir Path scratch;

  @Test
  void everyProcessComesBack() {
    List<ProcessSpec> processes =
        List.of(
            ProcessSpec.python("greeter", "greeter.main")
                .auto()
                .inVr("VR-Default")
                .describedAs("says \"hello\" & <more>\n  twice ")
                .withArguments("--", "", " a b ", "4", "5", "6", "7", "8", "ü🐍"),
            ProcessSpec.js("second", "second.mjs").describedAs(""),
            ProcessSpec.executable("third", "/bin/third"));
    ConfigurationFile file = ConfigurationFile.of(FileLayer.real(), scratch.resolve("primary.cfg"));

    file.save(new Configuration(List.of(ProcessRows.module(processes))));

    assertThat(ProcessRows.processes(file.load().orElseThrow())).isEqualTo(processes);
  }

  @Test
  void aRowHasTheWordsOfTheCommand() {
    assertThat(ProcessRows.module(List.of(ProcessSpec.python("g", "m").withArguments("x"))).rows())
        .containsExactly(
            row(
                "process",
                "name",
                "g",
                "python-module",
                "m",
                "start",
                "on-demand",
                "vr",
                "VR-Mgmt",
                "arg1",
                "x"));
  }

  @Test
  void aConfigurationWithoutProcessesHasNone() {
    assertThat(ProcessRows.processes(Configuration.EMPTY)).isEmpty();
    assertThat(ProcessRows.processes(Configurations.of("epm", row("other")))).isEmpty();
  }

  @Test
  void whatARowLeavesOutIsTheDefaultOfTheCommand() {
    assertThat(
            ProcessRows.processes(
                Configurations.of("epm", row("process", "name", "g", "python-module", "m"))))
        .containsExactly(ProcessSpec.python("g", "m"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name | it has no name",
        "python-module | it has no program",
        "name=9x python-module=m | Process name 9x is invalid",
        "name=g python-module=m js-module=m | two programs",
        "name=g python-module=m start=soon | start is 'soon'; it can be auto or on-demand",
        "name=g python-module=m color=red | column 'color' is not known",
        "name=g python-module=m arg2=x | column 'arg2' is not known, or not in its place",
      })
  void aRowThatIsNoProcessIsRefusedByName(String columns, String reason) {
    String[] words =
        (columns.contains("=") ? columns : columns.equals("name") ? "python-module=m" : "name=g")
            .split("[ =]");

    assertThatThrownBy(() -> ProcessRows.processes(Configurations.of("epm", row("process", words))))
        .isInstanceOf(StateException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining("mend its row in module 'epm', table 'process'");
  }

  @Test
  void twoProcessesOfOneNameAreRefused() {
    Configuration.Row row = row("process", "name", "g", "python-module", "m");

    assertThatThrownBy(() -> ProcessRows.processes(Configurations.of("epm", row, row)))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("(name g): there is another one of this name");
  }

  @Test
  void aTextThatNoFileCanHoldIsRefusedByProcessAndColumn() {
    assertThatThrownBy(
            () ->
                ProcessRows.module(
                    List.of(ProcessSpec.python("g", "m").withArguments("ok", "\u0001"))))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("process g cannot be saved")
        .hasMessageContaining("column 'arg2'")
        .hasMessageContaining("U+0001");
  }
}
