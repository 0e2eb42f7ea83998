package org.jexpy.host.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The finished distribution. Last comes what changes its cache for others. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DistributionIT {
  private static final String ARCHIVE = Unpacked.archive();

  @TempDir static Path directory;
  private static Unpacked dist;
  private static Path jexpy = Path.of("");

  @BeforeAll
  static void unpack() throws Exception {
    dist = Unpacked.shared();
    jexpy = dist.launcher();
  }

  /** Nothing of this JVM's environment but what is named: the launcher finds the JDK by itself. */
  private static Outcome run(List<String> environment, String... words) throws Exception {
    Path out = Files.createTempFile(directory, "out", "");
    Path err = Files.createTempFile(directory, "err", "");
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().clear();
    List<String> all = new ArrayList<>(dist.environment());
    all.addAll(environment);
    for (String pair : all) {
      builder.environment().put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
    }
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      assertThat(process.waitFor(15, TimeUnit.MINUTES)).as("ends").isTrue();
      return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Outcome jexpy(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(jexpy.toString()));
    all.addAll(Arrays.asList(words));
    return run(List.of(), all.toArray(String[]::new));
  }

  @Test
  @Order(1)
  void theFirstScriptMakesTheStartUpCacheAndLaterOnesAreSilent() throws Exception {
    Path script =
        Files.writeString(
            directory.resolve("hello.py"), "import sys\nprint('hello', sys.argv[1:])\n");

    JexpyProcess.Outcome first = dist.first();
    Outcome second = jexpy("run", script.toString(), "ä b");

    assertThat(first.status()).as(first.err()).isZero();
    assertThat(first.out()).isEqualTo("hello ['ä b']\n");
    assertThat(first.err().lines()).singleElement().asString().contains("start-up cache");
    assertThat(second).isEqualTo(new Outcome(0, "hello ['ä b']\n", ""));
  }

  @Test
  @Order(2)
  void runsJavaScript() throws Exception {
    Path script =
        Files.writeString(directory.resolve("hello.mjs"), "console.log('hello', 1 + 1);\n");

    assertThat(jexpy("run", script.toString())).isEqualTo(new Outcome(0, "hello 2\n", ""));
  }

  @Test
  @Order(3)
  void importsTheCompiledPythonLibrary() throws Exception {
    Path script =
        Files.writeString(directory.resolve("library.py"), "import json\nprint(json.__cached__)\n");

    Outcome outcome = jexpy("run", script.toString());

    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(Path.of(outcome.out().strip())).exists();
    assertThat(outcome.out()).contains("some place").endsWith(".pyc\n");
  }

  @Test
  @Order(4)
  void diagnosesItselfWithoutLoadingGraalVm() throws Exception {
    Outcome text = jexpy("version");
    assertThat(text.status()).isZero();
    assertThat(text.out()).contains("java ", "JEXPY_JAVA_HOME", "quick (default)", "quick.aot");

    Outcome loaded =
        run(List.of("JEXPY_JAVA_OPTS=-Xlog:class+load"), jexpy.toString(), "version", "--json");
    assertThat(loaded.out())
        .contains("\"profile\":\"quick\"")
        .doesNotContain("com.oracle.truffle")
        .doesNotContain("org.graalvm.polyglot");
  }

  @Test
  @Order(5)
  void comesWithChecksumsAndABillOfMaterials() throws Exception {
    for (String suffix : List.of(".tar.gz", ".cdx.json")) {
      Path file = Path.of(ARCHIVE + suffix);
      assertThat(Files.readString(Path.of(ARCHIVE + suffix + ".sha256")))
          .isEqualTo(sha256(file) + "  " + file.getFileName() + "\n");
    }
    assertThat(Files.readString(Path.of(ARCHIVE + ".cdx.json")))
        .contains("python-language", "js-language", "\"bomFormat\" : \"CycloneDX\"");
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  @Test
  @Order(6)
  void setUpMakesAnImageWithTheGuestJitAndRemovesItAgain() throws Exception {
    Outcome made = jexpy("setup");
    assertThat(made.status()).as(made.err()).isZero();
    assertThat(made.out()).contains(" MB", "setup --remove");
    assertThat(made.err()).contains("linking", "testing");

    List<String> jit = List.of("JEXPY_PROFILE=jit");
    Path script = directory.resolve("hello.py");
    assertThat(run(jit, jexpy.toString(), "run", script.toString(), "x"))
        .isEqualTo(new Outcome(0, "hello ['x']\n", ""));
    assertThat(run(jit, jexpy.toString(), "version").out())
        .contains("on, from the private run-time image", "jit.aot");

    assertThat(jexpy("setup", "--remove").out()).contains("removed");
    assertThat(jexpy("version").out()).contains("run 'jexpy setup' once");
  }

  private record Outcome(int status, String out, String err) {}
}
