package org.jexpy.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jexpy.bindings.testkit.MissingPeer;

/** A client of XenStore that somebody else has written. */
final class PeerProgram {
  private PeerProgram() {}

  /** Report a program of a Debian package missing, if it is. */
  static void assume(String program, String debian) {
    if (found(program).isEmpty()) {
      MissingPeer.report("%s is not installed (Debian: %s)".formatted(program, debian));
    }
  }

  /**
   * A python3 that has pyxs: Debian's package is for Debian's Python, which may not be the first.
   */
  static String pythonWithPyxs(Path folder) throws IOException, InterruptedException {
    for (String python : List.of("python3", "/usr/bin/python3")) {
      if ((found(python).isPresent() || Files.isExecutable(Path.of(python)))
          && run(folder, folder, List.of(python, "-c", "import pyxs")).equals("0")) {
        return python;
      }
    }
    MissingPeer.report("pyxs is not installed (Debian: python3-pyxs)");
    throw new AssertionError();
  }

  /**
   * Run one.
   *
   * @param folder for its output
   * @param socket the server's
   * @param command the program and its arguments
   * @return what it says, a bar for each end of a line, and its exit status
   */
  static String run(Path folder, Path socket, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("XENSTORED_PATH", socket.toString());
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    Path output = folder.resolve("output");
    Process process = builder.redirectOutput(output.toFile()).start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(output, StandardCharsets.ISO_8859_1);
    return text.replace('\n', '|') + process.exitValue();
  }

  private static Optional<Path> found(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .map(place -> Path.of(place, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
