package org.jexpy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The finished distribution, used as its reader would use it. */
final class Distribution {
  /** A hang is a failure; this is how long a slow machine may take for one script. */
  private static final long LIMIT_SECONDS = 180;

  private Distribution() {}

  /** The checkout that the build runs in. */
  static Path checkout() {
    return property("jexpy.test.checkout");
  }

  /** Runs a transcript's command in the checkout and compares all that it does. */
  static void replay(Transcript transcript, Path scratch) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(transcript.command());
    command.addFirst(property("jexpy.test.dist").resolve("bin/jexpy").toString());
    Path input = Files.writeString(scratch.resolve("input"), transcript.input());
    Path output = scratch.resolve("output");
    Path errors = scratch.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(checkout().toFile())
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH", "/usr/bin:/bin",
                "LC_ALL", "C.UTF-8",
                // Of this build, and made anew by the next.
                "XDG_CACHE_HOME", property("jexpy.test.dist").resolveSibling("cache").toString(),
                "XDG_STATE_HOME", scratch.toString(),
                "JEXPY_JAVA_HOME", System.getProperty("java.home")));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
          .as("%s ended within %s s", command, LIMIT_SECONDS)
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    String printed = Files.readString(errors).replaceAll("(?m)^jexpy: preparing .*\\R", "");
    assertThat(printed).as("standard error of %s", command).isEqualTo(transcript.errors());
    assertThat(Files.readString(output))
        .as("standard output of %s", command)
        .isEqualTo(transcript.output());
    assertThat(process.exitValue()).as("status of %s", command).isEqualTo(transcript.status());
  }

  private static Path property(String name) {
    String value = System.getProperty(name);
    assertThat(value).as("system property %s, set by the build", name).isNotNull();
    return Path.of(value).normalize();
  }
}
