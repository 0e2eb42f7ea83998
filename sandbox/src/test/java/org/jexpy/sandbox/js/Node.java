package org.jexpy.sandbox.js;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The Node.js of this machine, to compare with. */
final class Node {
  private static final boolean PRESENT = isVersion20();

  private Node() {}

  /** Skips the test, and says so, if there is no Node 20. */
  static void assumePresent() {
    if (!PRESENT) {
      System.out.println("skipped: no Node 20 on the PATH to compare with");
    }
    Assumptions.assumeTrue(PRESENT, "no Node 20 on the PATH to compare with");
  }

  /** Runs it to its end. */
  static JsRun.Result run(Path folder, String input, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node"));
    command.addAll(List.of(arguments));
    Path in = Files.writeString(Files.createTempFile("node", ".in"), input);
    Path err = Files.createTempFile("node", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(in.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("NODE_"));
    Process process = builder.start();
    try {
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return new JsRun.Result(process.exitValue(), out, Files.readString(err));
    } finally {
      process.destroyForcibly();
      Files.delete(in);
      Files.delete(err);
    }
  }

  private static boolean isVersion20() {
    try {
      return run(Path.of("/"), "", "--version").out().startsWith("v20.");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
