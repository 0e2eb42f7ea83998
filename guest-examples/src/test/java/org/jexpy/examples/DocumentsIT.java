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

/** What the documents show is what happens: every {@code console} block is a transcript. */
final class DocumentsIT {
  @TempDir Path scratch;

  @TestFactory
  Stream<DynamicTest> everySessionShownHappensSo() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path document : documents()) {
      for (List<String> block : consoleBlocks(document)) {
        tests.add(
            DynamicTest.dynamicTest(
                document.getFileName() + ": " + block.getFirst(),
                () -> Distribution.replay(Transcript.parse(block), scratch)));
      }
    }
    return tests.stream();
  }

  @Test
  void theReadmeShowsSessions() throws IOException {
    assertThat(consoleBlocks(Distribution.checkout().resolve("README.md"))).isNotEmpty();
  }

  @Test
  void everyLinkedFileExists() throws IOException {
    for (Path document : documents()) {
      String text = Files.readString(document);
      var links = java.util.regex.Pattern.compile("]\\(([^)#:]+)\\)").matcher(text);
      while (links.find()) {
        assertThat(document.resolveSibling(links.group(1)))
            .as("link in %s", document.getFileName())
            .exists();
      }
    }
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    documents.add(Distribution.checkout().resolve("README.md"));
    documents.add(Distribution.checkout().resolve("CONTRIBUTING.md"));
    try (Stream<Path> files = Files.list(Distribution.checkout().resolve("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
    }
    return documents;
  }

  private static List<List<String>> consoleBlocks(Path document) throws IOException {
    List<List<String>> blocks = new ArrayList<>();
    List<String> block = null;
    for (String line : Files.readAllLines(document)) {
      if (block == null && line.equals("```console")) {
        block = new ArrayList<>();
      } else if (block != null && line.equals("```")) {
        blocks.add(block);
        block = null;
      } else if (block != null) {
        block.add(line);
      }
    }
    return blocks.stream().filter(Transcript::isTranscript).toList();
  }
}
