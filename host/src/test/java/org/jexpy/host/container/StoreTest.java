package org.jexpy.host.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;
import org.jexpy.bindings.disk.FileLayer;
import org.jexpy.bindings.testkit.ForwardingFileLayer;
import org.jexpy.host.loop.HostThreads;
import org.jexpy.host.loop.MainLoop;
import org.jexpy.host.process.GroupLimits;
import org.jexpy.host.process.StateException;
import org.jexpy.host.state.ConfigurationFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Saving at the end of a container. */
@Timeout(60)
final class StoreTest {
  @TempDir Path folder;
  private final MainLoop loop = MainLoop.unowned();
  private final Thread runs = HostThreads.daemon("test-loop", loop::run);
  private final CountDownLatch hangs = new CountDownLatch(1);

  @BeforeEach
  void run() {
    runs.start();
  }

  @AfterEach
  void end() throws InterruptedException {
    hangs.countDown();
    loop.stop();
    runs.join();
  }

  /** The disk, on which a renaming waits for the latch. */
  private static final class HangingLayer extends ForwardingFileLayer {
    private final CountDownLatch latch;

    HangingLayer(FileLayer disk, CountDownLatch latch) {
      super(disk);
      this.latch = latch;
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      super.rename(from, to);
    }
  }

  private Store on(FileLayer layer) {
    return new Store(loop, Optional.of(ConfigurationFile.of(layer, folder.resolve("primary.cfg"))));
  }

  private CompletableFuture<String> save(Store store) {
    return loop.compose(() -> store.save(List.of(), GroupLimits.NONE));
  }

  @Test
  void whoClosesIsToldThatADiskHangsAndWhenTheFileIsWritten() {
    Store store = on(new HangingLayer(FileLayer.real(), hangs));
    CompletableFuture<String> saving = save(store);
    loop.submit(() -> true).join();

    assertThatThrownBy(() -> store.close(Duration.ofMillis(1)))
        .hasMessage("the configuration is still being saved");
    assertThat(store.idle()).isNotDone();
    assertThat(folder.resolve("primary.cfg")).doesNotExist();

    hangs.countDown();
    store.idle().join();
    assertThat(folder.resolve("primary.cfg")).exists();
    assertThat(saving.join()).endsWith("primary.cfg");
  }

  @Test
  void whoSavesAfterTheEndIsToldSo() throws IOException {
    Store store = on(FileLayer.real());
    store.close(Duration.ofSeconds(60));

    assertThat(store.idle()).isCompleted();
    assertThatThrownBy(() -> save(store).join())
        .hasCauseInstanceOf(StateException.class)
        .hasMessageContaining("the container is closing");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aStepOfTheEndThatFailsByAnErrorIsNotTheLast() {
    CompletableFuture<Boolean> next = new CompletableFuture<>();
    Logger log = Logger.getLogger("org.jexpy.container");
    log.setFilter(record -> !(record.getThrown() instanceof OutOfMemoryError));
    Machinery.quietly(
        () -> {
          throw new OutOfMemoryError("of a test");
        });
    Machinery.quietly(() -> next.complete(true));
    log.setFilter(null);
    assertThat(next).isCompleted();
  }
}
