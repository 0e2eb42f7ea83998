package org.jexpy.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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

  @Test
  void flagsMayFollowALineInQuotesButNotWords() throws Exception {
    ContainerFlags after = parse("show process", "--json", "--state=box");
    assertThat(after.rest()).containsExactly("show process");
    assertThat(after.json()).isTrue();
    assertThat(after.paths().root()).endsWithRaw(Path.of("box"));

    ContainerFlags words = parse("create", "process", "x", "executable", "/bin/x", "--json");
    assertThat(words.rest()).endsWith("--json");
    assertThat(words.json()).isFalse();
    assertThat(parse("show process", "--oops").rest()).endsWith("--oops");
  }

  private static ContainerFlags parse(String... words) throws UsageException {
    return ContainerFlags.parse("exec", List.of("--state", "--json"), List.of(words));
  }
}
