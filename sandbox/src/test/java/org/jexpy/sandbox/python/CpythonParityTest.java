package org.jexpy.sandbox.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.ScriptCode;
import org.jexpy.sandbox.ScriptRunner;
import org.jexpy.sandbox.context.SharedGuests;
import org.jexpy.sandbox.permission.PermissionSet;
import org.jexpy.sandbox.python.ParityCase.Outcome;
import org.jexpy.sandbox.python.ParityCase.Words;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scripts do what they do under CPython: what they print, where, and how they end. The second test
 * holds the recorded outcomes against the CPython of this machine.
 */
@Timeout(120)
class CpythonParityTest {
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final String EXECUTABLE = "/usr/bin/jexpy";
  private static final List<String> TABLES =
      List.of("identity", "input-output", "errors", "syntax", "endings", "encodings", "library");

  @TempDir Path temporary;

  static Stream<ParityCase> cases() {
    return TABLES.stream().flatMap(table -> ParityCase.read("parity/" + table + ".cases").stream());
  }

  static Stream<ParityCase> someCases() {
    return cases().filter(script -> !script.takesLong());
  }

  static Stream<ParityCase> otherCases() {
    return cases().filter(ParityCase::takesLong);
  }

  @ParameterizedTest
  @MethodSource("otherCases")
  @Tag("soak")
  void jexpyDoesWhatCpythonDoesInAllOtherCases(ParityCase script) throws Exception {
    jexpyDoesWhatCpythonDoes(script);
  }

  @ParameterizedTest
  @MethodSource("someCases")
  void jexpyDoesWhatCpythonDoes(ParityCase script) throws Exception {
    Path folder = temporary.toRealPath();
    ScriptCode code = script.layOut(folder);
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    RunRequest request =
        new RunRequest(
            GuestLanguage.PYTHON,
            code,
            script.arguments(),
            PermissionSet.all(),
            List.of(),
            script.environment(folder),
            folder,
            EXECUTABLE);
    var in = new ByteArrayInputStream(script.input());
    var run = new ScriptRunner(request, new GuestStreams(in, out, err, false, false), List.of());
    int status =
        SharedGuests.starter()
            .startCold("parity", run.key(false), run::live)
            .runner()
            .status()
            .get();
    assertThat(outcome(status, text(out.toByteArray()), text(err.toByteArray()), folder))
        .isEqualTo(script.expected(Words.JEXPY));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void recordedOutcomeIsCpythons(ParityCase script) throws Exception {
    boolean installed = Files.isExecutable(PYTHON) && version().equals("3.11");
    if (!installed) {
      System.out.println("skipped: CPython 3.11 is not " + PYTHON + " (Debian package python3)");
    }
    assumeTrue(installed, "CPython 3.11 is not installed");
    Path folder = Files.createDirectory(temporary.toRealPath().resolve("script"));
    Path kept = Files.createDirectory(temporary.resolve("kept"));
    Files.write(kept.resolve("in"), script.input());
    List<String> command = command(script.layOut(folder));
    command.addAll(script.arguments());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(kept.resolve("in").toFile())
            .redirectOutput(kept.resolve("out").toFile())
            .redirectError(kept.resolve("err").toFile());
    builder.environment().clear();
    builder.environment().putAll(script.environment(folder));
    Process python = builder.start();
    try {
      assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
      String out = text(Files.readAllBytes(kept.resolve("out")));
      String err = text(Files.readAllBytes(kept.resolve("err")));
      assertThat(outcome(python.exitValue(), out, err, folder))
          .isEqualTo(script.expected(Words.CPYTHON));
    } finally {
      python.destroyForcibly();
    }
  }

  private static List<String> command(ScriptCode code) {
    List<String> command = new ArrayList<>(List.of(PYTHON.toString()));
    switch (code) {
      case ScriptCode.File file -> command.add(file.path().toString());
      case ScriptCode.Text text -> command.addAll(List.of("-c", text.text()));
      case ScriptCode.Module module -> command.addAll(List.of("-m", module.name()));
      default -> command.add("-");
    }
    return command;
  }

  private static String version() throws Exception {
    Process python =
        new ProcessBuilder(
                PYTHON.toString(), "-c", "import sys; print('%d.%d' % sys.version_info[:2])")
            .start();
    return new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  /** Without what differs from run to run, from machine to machine. */
  private static Outcome outcome(int status, String out, String err, Path folder) {
    return new Outcome(status, plain(out, folder), plain(err, folder));
  }

  private static String plain(String text, Path folder) {
    return text.replace(folder.toString(), "{dir}")
        .replaceAll(
            "/usr/lib/python3[.\\d]*|/[^\" \n]*?/lib/(?:python|graalpy)[\\d.]*(?=/)", "{stdlib}")
        .replaceAll("(File \"\\{stdlib\\}[^\"]*\", line )\\d+", "$1N")
        .replaceAll("(File \"<frozen [^>]*>\", line )\\d+", "$1N")
        .replaceAll("in \\d+\\.\\d+s", "in N s")
        .replaceAll("0x[0-9a-f]+", "0x…")
        .replace(EXECUTABLE, "{python}")
        .replace(PYTHON.toString(), "{python}")
        .replaceFirst("\n+\\z", "\n");
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      StringBuilder text = new StringBuilder();
      for (byte value : bytes) {
        text.append(value < 0 ? "\\x%02x".formatted(value) : String.valueOf((char) value));
      }
      return text.toString();
    }
  }
}
