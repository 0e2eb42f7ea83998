package org.jexpy.host.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A whole process of {@code jexpy run}, as the launcher starts it. */
final class RunProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final Process process;

  private RunProcess(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /** How a run ended. */
  record Result(int status, String out, String err) {}

  /** Start one; its state and output go to a folder. */
  static RunProcess start(Path folder, String input, String... words) throws IOException {
    return startCommand(folder, "run", input, words);
  }

  /** Start another command than {@code run}. */
  static RunProcess startCommand(Path folder, String name, String input, String... words)
      throws IOException {
    Files.writeString(folder.resolve("in"), input);
    return start(folder, ProcessBuilder.Redirect.from(folder.resolve("in").toFile()), name, words);
  }

  static RunProcess start(Path folder, ProcessBuilder.Redirect input, String... words)
      throws IOException {
    return start(folder, input, "run", words);
  }

  private static RunProcess start(
      Path folder, ProcessBuilder.Redirect input, String name, String[] words) throws IOException {
    List<String> command = java();
    command.add(name);
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(input)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().put("XDG_STATE_HOME", folder.toString());
    // Nothing of what whoever runs the tests has set may show.
    builder
        .environment()
        .keySet()
        .removeIf(
            variable ->
                variable.startsWith("PYTHON")
                    || variable.startsWith("JEXPY")
                    || variable.equals("VIRTUAL_ENV")
                    || variable.endsWith("_JAVA_OPTIONS")
                    || variable.equals("JAVA_TOOL_OPTIONS"));
    return new RunProcess(folder, builder.start());
  }

  /** The beginning of a command line: what the launcher starts, with more for the JVM. */
  static List<String> java(String... options) {
    // SIGINT may be ignored where tests run in the background, and would be by their children.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path", ""))));
    command.addAll(List.of(options));
    command.add("org.jexpy.host.launcher.Main");
    return command;
  }

  /** Run one to its end. */
  static Result run(Path folder, String... words) throws IOException {
    try (RunProcess process = start(folder, "", words)) {
      return process.result();
    }
  }

  /** Wait until its output holds a text. */
  void awaitOutput(String text) {
    await().atMost(PATIENCE).until(() -> read("out").contains(text) || !process.isAlive());
  }

  /** Send a signal. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  Result result() throws IOException {
    await().atMost(PATIENCE).until(() -> !process.isAlive());
    return new Result(process.exitValue(), read("out"), read("err"));
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
