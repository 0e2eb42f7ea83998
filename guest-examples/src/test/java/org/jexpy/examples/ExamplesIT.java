package org.jexpy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each example does what its transcript says. */
final class ExamplesIT {
  private static final Path EXAMPLES = Distribution.checkout().resolve("guest-examples");

  @TempDir Path scratch;

  @TestFactory
  Stream<DynamicTest> everyExampleGivesItsTranscript() throws IOException {
    return transcripts().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () ->
                        Distribution.replay(Transcript.parse(Files.readAllLines(file)), scratch)));
  }

  @Test
  void everyExampleHasATranscript() throws IOException {
    List<String> commands = new ArrayList<>();
    for (Path transcript : transcripts()) {
      commands.add(Files.readAllLines(transcript).getFirst());
    }
    for (String folder : List.of("python", "js", "xenstore")) {
      try (Stream<Path> scripts = Files.list(EXAMPLES.resolve(folder))) {
        assertThat(scripts.filter(Files::isRegularFile).map(Path::getFileName))
            .isNotEmpty()
            .allSatisfy(
                name -> assertThat(commands).anyMatch(command -> command.contains("/" + name)));
      }
    }
  }

  private static List<Path> transcripts() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES.resolve("transcripts"))) {
      return files.sorted().toList();
    }
  }
}
