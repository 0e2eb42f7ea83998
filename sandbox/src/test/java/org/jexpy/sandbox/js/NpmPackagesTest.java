package org.jexpy.sandbox.js;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Packages from npm, as published, in a {@code node_modules}: CommonJS and ES modules, {@code
 * exports} with conditions, dependencies on each other and on Node's modules. The build unpacks
 * them; {@code main.mjs} uses them, and {@code main.out} is what Node 20 prints for it.
 */
@Timeout(120)
class NpmPackagesTest {
  private static final Path UNPACKED = Path.of("target/npm/META-INF/resources/webjars");

  @TempDir static Path folder;

  @BeforeAll
  static void install() throws Exception {
    Path modules = Files.createDirectory(folder.resolve("node_modules"));
    for (Path name : list(UNPACKED)) {
      List<Path> versions = list(name);
      assertThat(versions).as("one version of %s; try 'mvn clean'", name).hasSize(1);
      copy(versions.getFirst(), modules.resolve(String.valueOf(name.getFileName())));
    }
    Files.copy(resource("main.mjs"), folder.resolve("main.mjs"));
  }

  @Test
  void packagesDoWithoutAnyFlagWhatTheyDoInNode() throws Exception {
    JsRun.Result result =
        JsRun.with(PermissionSet.none()).in(folder).file(folder.resolve("main.mjs"));

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo(Files.readString(resource("main.out")));
    assertThat(result.status()).isZero();
  }

  @Test
  void theRecordingIsWhatNodePrintsToday() throws Exception {
    Node.assumePresent();

    assertThat(Node.run(folder, "", "main.mjs").out())
        .isEqualTo(Files.readString(resource("main.out")));
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(NpmPackagesTest.class.getResource("npm/" + name)).toURI());
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
