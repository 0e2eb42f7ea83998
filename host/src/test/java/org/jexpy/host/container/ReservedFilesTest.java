package org.jexpy.host.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a container keeps from its own processes, whatever they may do. */
@Timeout(180)
final class ReservedFilesTest {
  @TempDir Path folder;

  @Test
  void aProcessCopiesTheStateDirectoryAndNeverOpensItsLock() throws Exception {
    Path state = folder.toRealPath().resolve("state");
    try (Container container =
        Container.builder()
            .stateDirectory(state)
            .modules(state)
            .permissions(PermissionSet.all())
            .spares(0)
            .start()) {
      Files.createSymbolicLink(state.resolve("tmp/other.xsf"), state.resolve("lock"));
      Files.writeString(
          state.resolve("copies.mjs"),
          """
          import fs from 'node:fs';
          const copied = [];
          for (const name of fs.readdirSync('.')) {
            if (!fs.statSync(name).isFile()) continue;
            try { fs.copyFileSync(name, 'tmp/' + name); copied.push(name); }
            catch (error) { console.log(error.code, error.message); }
          }
          console.log(copied.join());
          """);
      GuestProcess copies = container.create(ProcessSpec.js("copies", "copies")).join();
      copies.start().join();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> copies.info().join().orElseThrow().exitStatus().isPresent());

      assertThat(container.exec("show log process copies").join().output())
          .contains("EACCES", "lock", "<out> copies.mjs\n");
      for (String name : List.of("lock", "tmp/other.xsf")) {
        assertThat(container.exec("run script " + name).join().output())
            .contains("there is no script '%s'".formatted(name));
      }
    }
  }
}
