package org.jexpy.host.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of the switch for places: a container is one node (specification of EXOS §4.1). */
@Timeout(60)
final class PlaceTest {
  @TempDir static Path folder;
  private static Container container;

  @BeforeAll
  static void start() throws IOException {
    container = Container.builder().modules(folder).start();
    assertThat(said("create process p python-module m")).isEmpty();
  }

  @AfterAll
  static void close() {
    container.close();
  }

  private static String said(String line) {
    return container.exec(line).join().output();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          start process p slot 2 | slot 2 is not present.  This container is slot 1, the only one; leave 'slot 2' out.
          start process p msm B | msm B is not present.  This container is msm A, the only one; leave 'msm B' out.
          terminate process p msm 2 | msm 2 is not present.
          restart process p msm x | msm x is invalid.  It must be A, B or the number of a slot; this container is msm A, slot 1.
          show process p slot left | slot left is invalid.  It must be the number of a slot; this container is slot 1.
          show process slot 8 | slot 8 is not present.
          restart process class c | There is no class c.  Processes of a container have no classes; restart each by its name.
          create process q python-module m node backup | node backup needs a backup node.
          create process q executable e node both | node both needs a backup node.
          """)
  void anotherPlaceIsRefused(String line, String message) {
    assertThat(said(line)).startsWith("Error: " + message);
  }

  @Test
  void thisPlaceMayBeNamed() {
    assertThat(said("terminate process p graceful msm a")).startsWith("Successful");
    assertThat(said("show process p description slot 1")).endsWith("\np\n");
    assertThat(said("create process q python-module m node primary start on-demand")).isEmpty();
    assertThat(said("create process q python-module m node secondary x"))
        .contains("%% Invalid input", "Possible here: backup, both, primary");
  }
}
