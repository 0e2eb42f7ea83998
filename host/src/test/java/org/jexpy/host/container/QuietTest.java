package org.jexpy.host.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jexpy.host.process.ProcessSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class QuietTest {
  @TempDir Path folder;

  @Test
  void theLifeOfAContainerWritesNothingToTheStreamsOfItsProgram() throws Exception {
    Files.writeString(
        folder.resolve("speaks.mjs"),
        "console.log('out'); console.error('err'); setInterval(() => {}, 1000);");
    Files.writeString(folder.resolve("fails.mjs"), "throw new Error('on purpose');");
    // What libraries of the class path say once is theirs.
    live("first");

    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    PrintStream caught = new PrintStream(written, true, StandardCharsets.UTF_8);
    System.setOut(caught);
    System.setErr(caught);
    try {
      live("second");
    } finally {
      System.setOut(out);
      System.setErr(err);
    }

    assertThat(written.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  private void live(String state) throws Exception {
    try (Container container =
        Container.builder().modules(folder).stateDirectory(folder.resolve(state)).start()) {
      container.create(ProcessSpec.js("speaks", "speaks").auto()).join();
      container.create(ProcessSpec.js("fails", "fails").auto()).join();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  exec(container, "show log process speaks").contains("err")
                      && exec(container, "show log process fails").contains("on purpose"));
      assertThat(exec(container, "show nonsense")).contains("Invalid input");
      assertThat(exec(container, "save configuration")).contains("successfully");
    }
  }

  private static String exec(Container container, String line) {
    return container.exec(line).join().output();
  }
}
