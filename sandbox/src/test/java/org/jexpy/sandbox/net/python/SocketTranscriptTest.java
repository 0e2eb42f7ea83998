package org.jexpy.sandbox.net.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scripts that use the standard library's network modules print what CPython prints. The recorded
 * outputs are CPython 3.11's, which the second test proves where it is installed.
 */
@Timeout(180)
class SocketTranscriptTest {

  private static final Path PYTHON = Path.of("/usr/bin/python3");

  @TempDir Path folder;

  static Stream<String> scripts() {
    return Stream.of(
        "stream",
        "local",
        "datagram",
        "waiting",
        "servers",
        "web",
        "loops",
        "files",
        "names",
        "tls",
        "garbage");
  }

  @BeforeEach
  void certificates() throws Exception {
    TestCertificates.write(Files.createDirectory(folder.resolve("tls")));
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void scriptPrintsWhatCpythonPrints(String name) throws IOException {
    PythonRun run = PythonRun.of(script(name), PermissionSet.all());
    assertThat(run.out()).as("output; stderr was: %s", run.err()).isEqualTo(recorded(name));
    assertThat(run.status()).isZero();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void recordedOutputIsCpythons(String name) throws Exception {
    if (!Files.isExecutable(PYTHON)) {
      System.out.println("skipped: " + PYTHON + " is not installed (Debian package python3)");
    }
    assumeTrue(Files.isExecutable(PYTHON), PYTHON + " is not installed");
    Path out = folder.resolve("out");
    Process python =
        new ProcessBuilder(PYTHON.toString(), "-W", "ignore", script(name).toString())
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    try {
      assertThat(python.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(out))
          .as("output; stderr was: %s", Files.readString(folder.resolve("err")))
          .isEqualTo(recorded(name));
    } finally {
      python.destroyForcibly();
    }
  }

  private Path script(String name) throws IOException {
    Path scripts = Files.createDirectories(folder.resolve("transcripts"));
    return Files.write(scripts.resolve(name + ".py"), resource(name + ".py"));
  }

  private static String recorded(String name) throws IOException {
    return new String(resource(name + ".out"), StandardCharsets.UTF_8);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            SocketTranscriptTest.class.getResourceAsStream(
                "/org/jexpy/sandbox/net/transcripts/" + name),
            name)) {
      return in.readAllBytes();
    }
  }
}
