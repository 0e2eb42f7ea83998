package org.jexpy.host.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jexpy.bindings.exos.core.DumpFailedException;
import org.jexpy.bindings.exos.core.InvalidTraceBufferException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dumps of trace buffers stay in their folder. */
final class TraceFolderTest {
  @TempDir Path scratch;
  private TraceFolder traces;

  @BeforeEach
  void aFolder() throws IOException {
    traces = new TraceFolder(Files.createDirectory(scratch.resolve("tmp")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.txt", "/usr/local/tmp/a.txt"})
  void aDumpIsWrittenBelowTheFolderThatProcessesSee(String name) {
    traces.write("a.txt", "earlier and longer");

    assertThat(traces.write(name, "text ü")).isEqualTo("/usr/local/tmp/a.txt");
    assertThat(traces.folder().resolve("a.txt")).hasContent("text ü");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../a",
        "a/b",
        "/etc/passwd",
        "/usr/local/tmp/../x",
        "/usr/local/tmp/",
        ".a",
        "a\n",
        "a\0b"
      })
  void aNameThatLeadsElsewhereIsRefused(String name) {
    assertThatThrownBy(() -> traces.write(name, "text"))
        .isInstanceOf(InvalidTraceBufferException.class)
        .hasMessageContaining("a name without folders");
  }

  @Test
  void aLinkInTheFolderIsNotFollowed() throws IOException {
    Path other = Files.writeString(scratch.resolve("other"), "mine");
    Files.createSymbolicLink(traces.folder().resolve("a.txt"), other);

    assertThatThrownBy(() -> traces.write("a.txt", "text"))
        .isInstanceOf(DumpFailedException.class)
        .hasMessageContaining("/usr/local/tmp/a.txt cannot be written")
        .hasMessageNotContaining(scratch.toString());
    assertThat(other).hasContent("mine");
  }
}
