package org.jexpy.host.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
  @TempDir Path folder;

  @Test
  void onlyItsOwnerMayReadIt() throws IOException {
    Path file = folder.resolve("new").resolve("history");

    assertThat(HistoryFile.prepare(file)).isEmpty();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void whatKeepsItFromBeingMadeIsTold() throws IOException {
    Path file = Files.createFile(folder.resolve("file")).resolve("history");

    assertThat(HistoryFile.prepare(file))
        .hasValueSatisfying(
            why -> assertThat(why).startsWith("there will be no history: cannot make '" + file));
  }
}
