package org.jexpy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the documents show is what happens: every {@code console} block is a transcript. */
final class DocumentsIT {
  private static final Pattern CODE = Pattern.compile("(?ms)^```(java|xml)$.*?^```$");

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
      var links = Pattern.compile("]\\(([^)#:]+)\\)").matcher(text);
      while (links.find()) {
        assertThat(document.resolveSibling(links.group(1)))
            .as("link in %s", document.getFileName())
            .exists();
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> everyPieceOfAJavaProgramIsOfTheOneThatRuns() throws IOException {
    Path embedding = Distribution.checkout().resolve("docs/embedding.md");
    StringBuilder program = new StringBuilder();
    Path folder = Distribution.checkout().resolve("guest-examples/java-embedder");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(one -> one.toString().matches(".*\\.(java|xml)")).toList()) {
        program.append(Files.readString(file));
      }
    }
    Matcher blocks = CODE.matcher(Files.readString(embedding));
    return blocks
        .results()
        .map(MatchResult::group)
        .map(block -> block.substring(block.indexOf('\n') + 1, block.lastIndexOf("```")))
        .map(
            code ->
                DynamicTest.dynamicTest(
                    code.strip().lines().findFirst().orElseThrow(),
                    () -> assertThat(program).contains(code)));
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
