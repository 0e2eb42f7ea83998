package org.jexpy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each example does what its transcript says, run by the built distribution as a user would run it.
 */
final class ExamplesIT {
  private static final Path CHECKOUT = property("jexpy.test.checkout");
  private static final Path EXAMPLES = CHECKOUT.resolve("guest-examples");
  private static final Path JEXPY = property("jexpy.test.dist").resolve("bin/jexpy");

  /** A hang is a failure; this is how long a slow machine may take for one example. */
  private static final long LIMIT_SECONDS = 180;

  @TempDir Path scratch;

  @TestFactory
  Stream<DynamicTest> everyExampleGivesItsTranscript() throws IOException {
    return transcripts().stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> replay(file)));
  }

  @Test
  void everyExampleHasATranscript() throws IOException {
    List<String> commands = new ArrayList<>();
    for (Path transcript : transcripts()) {
      commands.add(Files.readAllLines(transcript).getFirst());
    }
    try (Stream<Path> scripts = Files.list(EXAMPLES.resolve("python"))) {
      assertThat(scripts.filter(Files::isRegularFile).map(Path::getFileName))
          .allSatisfy(
              name -> assertThat(commands).anyMatch(command -> command.contains("/" + name)));
    }
    try (Stream<Path> scripts = Files.list(EXAMPLES.resolve("js"))) {
      assertThat(scripts.filter(Files::isRegularFile).map(Path::getFileName))
          .allSatisfy(
              name -> assertThat(commands).anyMatch(command -> command.contains("/" + name)));
    }
  }

  private static Path property(String name) {
    String value = System.getProperty(name);
    assertThat(value).as("system property %s, set by the build", name).isNotNull();
    return Path.of(value).normalize();
  }

  private static List<Path> transcripts() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES.resolve("transcripts"))) {
      return files.sorted().toList();
    }
  }

  private void replay(Path file) throws IOException, InterruptedException {
    Transcript transcript = Transcript.read(file);
    List<String> command = new ArrayList<>(transcript.command());
    command.addFirst(JEXPY.toString());
    Path input = Files.writeString(scratch.resolve("input"), transcript.input());
    Path output = scratch.resolve("output");
    Path errors = scratch.resolve("errors");
    Process process =
        new ProcessBuilder(command)
            .directory(CHECKOUT.toFile())
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
          .as("%s ended within %s s", command, LIMIT_SECONDS)
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(errors))
        .as("standard error of %s", command)
        .isEqualTo(transcript.errors());
    assertThat(Files.readString(output))
        .as("standard output of %s", command)
        .isEqualTo(transcript.output());
    assertThat(process.exitValue()).as("status of %s", command).isEqualTo(transcript.status());
  }
}
