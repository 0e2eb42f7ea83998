package org.jexpy.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A user at a pseudo-terminal, played by {@code terminal.py}, with {@code jexpy} on it. */
public final class Terminal {
  private static final String SECONDS = "90";

  private final List<String> steps = new ArrayList<>();

  /**
   * How it ended.
   *
   * @param status the exit status
   * @param screen everything that appeared, without escape sequences
   */
  public record Result(int status, String screen) {}

  /** Skips the test, and says so, where nothing can make a terminal. */
  public static void assumePossible() {
    boolean there =
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "python3")));
    if (!there) {
      System.out.println("skipped: no python3, which makes the terminal (Debian package python3)");
    }
    assumeTrue(there, "no python3");
  }

  /** Wait until this has appeared after what was expected last. */
  public Terminal expect(String text) {
    return step("expect", text);
  }

  /** Type something; a line feed is the Return key. */
  public Terminal type(String text) {
    return step("type", text);
  }

  /** Press a key with Ctrl. */
  public Terminal press(String key) {
    return step("press", key);
  }

  /** Do all that with a command, to its end. */
  public Result run(Path folder, String... words) throws Exception {
    return run(folder, RunProcess.java("-Djexpy.tty=ioe"), words);
  }

  /** Do all that with another program, to its end. */
  public Result run(Path folder, Class<?> program, String... words) throws Exception {
    List<String> java = RunProcess.java();
    java.set(java.size() - 1, program.getName());
    return run(folder, java, words);
  }

  private Result run(Path folder, List<String> java, String... words) throws Exception {
    Path script =
        Path.of(Objects.requireNonNull(Terminal.class.getResource("terminal.py")).toURI());
    List<String> command = new ArrayList<>(List.of("python3", script.toString(), SECONDS));
    command.addAll(java);
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("TERM", "xterm");
    builder.environment().put("XDG_STATE_HOME", folder.toString());
    Process process = builder.start();
    try {
      try (OutputStream plan = process.getOutputStream()) {
        plan.write(String.join("\n", steps).getBytes(StandardCharsets.UTF_8));
      }
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("terminal.py ends").isTrue();
      String[] parts = answer.split("\n", 3);
      assertThat(parts).as(answer).hasSize(3);
      assertThat(parts[1]).as("the screen:%n%s", parts[2]).isEmpty();
      return new Result(Integer.parseInt(parts[0]), parts[2]);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Terminal step(String kind, String text) {
    steps.add(kind + " " + text.replace("\n", "\\n").replace("\t", "\\t"));
    return this;
  }
}
