package org.jexpy.host.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class LoopRecordTest {
  @TempDir Path folder;

  @Test
  void aTurnOfTheMainLoopThatTakesTooLongIsInTheLog() throws Exception {
    Path state = folder.resolve("state");
    Path log = state.resolve("log").resolve("ems.log");
    try (OpenContainer container = new OpenContainer(Container.builder().stateDirectory(state))) {
      CountDownLatch noticed = new CountDownLatch(1);
      try {
        CompletableFuture<Boolean> _ =
            container.ask(
                () -> {
                  noticed.await();
                  return true;
                });
        // While it lasts: the log is not the loop's.
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> Files.exists(log) && Files.readString(log).contains("container: one turn"));
      } finally {
        noticed.countDown();
      }
      assertThat(container.exec("show log"))
          .containsPattern(
              "<Warn:EPM.watchdog> container: one turn of the loop takes longer than 100 ms");
    }
  }
}
