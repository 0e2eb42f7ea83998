package org.jexpy.sandbox.js;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Scripts whose output was recorded from Node 20: {@code NAME} with {@code NAME.out} beside it. To
 * record anew: {@code node NAME > NAME.out} in the script's folder.
 */
class TranscriptTest {

  @TestFactory
  Stream<DynamicTest> everyScriptPrintsWhatNodePrinted() throws Exception {
    return scripts().stream()
        .map(
            script ->
                DynamicTest.dynamicTest(
                    name(script),
                    () -> {
                      JsRun.Result result =
                          JsRun.withAllPermissions().in(folderOf(script)).file(script);
                      assertThat(result.err()).isEmpty();
                      assertThat(result.out()).isEqualTo(Files.readString(recording(script)));
                      assertThat(result.status()).isZero();
                    }));
  }

  @TestFactory
  Stream<DynamicTest> theRecordingsAreWhatNodePrintsToday() throws Exception {
    return scripts().stream()
        .map(
            script ->
                DynamicTest.dynamicTest(
                    name(script),
                    () -> {
                      Node.assumePresent();
                      assertThat(Node.run(folderOf(script), "", name(script)).out())
                          .isEqualTo(Files.readString(recording(script)));
                    }));
  }

  private static List<Path> scripts() throws Exception {
    try (Stream<Path> files = Files.walk(folder())) {
      return files
          .filter(file -> name(file).endsWith(".out"))
          .sorted()
          .map(TranscriptTest::script)
          .toList();
    }
  }

  private static Path folder() throws URISyntaxException {
    URL folder = Objects.requireNonNull(TranscriptTest.class.getResource("transcripts"));
    return Path.of(folder.toURI());
  }

  private static Path folderOf(Path script) {
    return Objects.requireNonNull(script.getParent(), "folder");
  }

  private static Path recording(Path script) {
    return script.resolveSibling(name(script) + ".out");
  }

  private static Path script(Path recording) {
    String name = name(recording);
    return recording.resolveSibling(name.substring(0, name.length() - ".out".length()));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
