package org.jexpy.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The line that the words of {@code jexpy exec} make. */
final class ExecLineTest {
  @Test
  void oneWordIsALine() {
    assertThat(ExecCommand.line(List.of("show process"))).isEqualTo("show process");
  }

  @Test
  void aWordWithSpacesStaysOneWord() {
    assertThat(ExecCommand.line(List.of("create", "log", "message", "two words")))
        .isEqualTo("create log message \"two words\"");
    assertThat(ExecCommand.line(List.of("show", "process", ""))).isEqualTo("show process \"\"");
  }

  @Test
  void whatIsPartOfALineOrQuotedAlreadyIsLeft() {
    assertThat(ExecCommand.line(List.of("show log", "process", "x")))
        .isEqualTo("show log process x");
    assertThat(ExecCommand.line(List.of("create", "log", "message", "\"two words\"")))
        .isEqualTo("create log message \"two words\"");
    assertThat(ExecCommand.line(List.of("a", "--", "-d"))).isEqualTo("a -- -d");
  }
}
