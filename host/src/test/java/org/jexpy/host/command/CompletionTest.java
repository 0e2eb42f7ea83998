package org.jexpy.host.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CompletionTest {
  private final CommandRegistry registry = Samples.registry();

  /** The beginning of a line, and what may stand at its end. */
  static Stream<Arguments> beginnings() {
    return Stream.of(
        Arguments.of("", "clear configure create delete restart show start terminate unconfigure"),
        Arguments.of("s", "show start"),
        Arguments.of("S", "show start"),
        Arguments.of("create ", "log process"),
        Arguments.of("create process ", "<name>"),
        Arguments.of("create process g ", "executable python-module"),
        Arguments.of("create process g py", "python-module"),
        Arguments.of("cr pr g py m ", "description start vr <arg> <cr>"),
        Arguments.of("cr pr g py m st", "start <arg>"),
        Arguments.of("cr pr g py m \"st", "<arg>"),
        Arguments.of("cr pr g py m start ", "auto on-demand"),
        Arguments.of("cr pr g py m start auto ", "description vr <arg> <cr>"),
        Arguments.of("cr pr g py m -- ", "<arg> <cr>"),
        Arguments.of("cr pr g py m a ", "<arg> <cr>"),
        Arguments.of("cr pr g py m 1 2 3 4 5 6 7 8 9 ", "<cr>"),
        Arguments.of("delete process ", "detail greeter gritter \"two words\" <name>"),
        Arguments.of("delete process gr", "greeter gritter <name>"),
        Arguments.of("delete process gre", "greeter <name>"),
        Arguments.of("delete process \"t", "\"two words\" <name>"),
        Arguments.of("delete process \"gre", "\"greeter\" <name>"),
        // A process called as a keyword has to be quoted where the keyword may stand.
        Arguments.of("show process det", "detail \"detail\" <name>"),
        Arguments.of("show process g", "group greeter gritter <name>"),
        Arguments.of("show wrong ", ""),
        Arguments.of("# s", ""),
        Arguments.of("#", ""));
  }

  @ParameterizedTest
  @MethodSource("beginnings")
  void theWordsThatMayStandThereAreOffered(String beginning, String expected) {
    assertThat(String.join(" ", texts(beginning))).isEqualTo(expected);
  }

  @Test
  void helpComesFromHintsGroupsSummariesAndWhatFollows() {
    assertThat(help("cr", "create")).isEqualTo("log, process");
    assertThat(help("delete ", "process")).isEqualTo("summary of [delete, process]");
    assertThat(help("create process g python-module m ", "start"))
        .isEqualTo("start [auto | on-demand]");
    assertThat(help("delete process ", "<name>")).isEqualTo("name of a process");
    assertThat(help("create process ", "<name>")).isEmpty();
    assertThat(help("show process ", "<cr>")).isEqualTo("execute the command");
  }

  @Test
  void aCandidateTellsWhereItsWordBegins() {
    assertThat(registry.complete("show pro and more", 8))
        .singleElement()
        .isEqualTo(
            new Candidate(
                "process", "description, detail, group, slot, <name>", 5, Candidate.Kind.KEYWORD));
  }

  @Test
  void theCursorMayBeAnywhere() {
    assertThat(registry.complete("show", -5)).hasSize(9);
    assertThat(registry.complete("show", 99)).hasSize(1);
  }

  private List<String> texts(String beginning) {
    return registry.complete(beginning, beginning.length()).stream().map(Candidate::text).toList();
  }

  private String help(String beginning, String text) {
    return registry.complete(beginning, beginning.length()).stream()
        .filter(each -> each.text().equals(text))
        .findFirst()
        .orElseThrow()
        .help();
  }
}
