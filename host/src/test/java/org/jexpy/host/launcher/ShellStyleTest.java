package org.jexpy.host.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ShellStyleTest {
  private static List<String> scripts() throws Exception {
    List<String> scripts = new ArrayList<>(List.of("../jexpy", "src/main/dist/bin/jexpy"));
    try (Stream<Path> files = Files.list(Path.of("src/main/dist/lib/sh"))) {
      files.map(Path::toString).sorted().forEach(scripts::add);
    }
    return scripts;
  }

  private static String run(List<String> words) throws Exception {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out;
  }

  @Test
  void theScriptsParseInTheStrictestShellAtHand() throws Exception {
    for (String script : scripts()) {
      assertThat(run(List.of("sh", "-n", script))).as(script).isEmpty();
    }
  }

  @Test
  void shellcheckHasNothingToSay() throws Exception {
    boolean there = Files.isExecutable(Path.of("/usr/bin/shellcheck"));
    if (!there) {
      System.out.println("skipped: shellcheck is not installed (Debian: shellcheck)");
    }
    Assumptions.assumeTrue(there, "shellcheck is not installed (Debian: shellcheck)");
    // 1091, 2034, 2154: variables cross from file to file. 2015: "A && B || C" is meant as such.
    // 3013: every sh in use has -nt, and POSIX of 2024 too.
    List<String> words =
        new ArrayList<>(List.of("shellcheck", "-s", "sh", "-e", "1091,2015,2034,2154,3013"));
    words.addAll(scripts());
    assertThat(run(words)).isEmpty();
    assertThat(
            run(
                List.of(
                    "shellcheck",
                    "../.ci/run",
                    "../.ci/xenstored/setup.sh",
                    "../.ci/xenstored/start.sh")))
        .isEmpty();
  }
}
