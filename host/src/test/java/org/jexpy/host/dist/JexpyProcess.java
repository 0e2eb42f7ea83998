package org.jexpy.host.dist;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A process of the distribution, or a shell in which {@code $JEXPY} is its launcher. */
final class JexpyProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Process process;
  private final Path out;
  private final Path err;

  /** How it ended. */
  record Outcome(int status, String out, String err) {}

  private JexpyProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Start {@code jexpy run}. */
  static JexpyProcess run(Unpacked dist, Path folder, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(dist.launcher().toString(), "run"));
    command.addAll(Arrays.asList(words));
    return start(dist, folder, List.of(), command);
  }

  /** Run a line of shell to its end. */
  static Outcome shell(Unpacked dist, Path folder, String script) throws IOException {
    try (JexpyProcess process = start(dist, folder, List.of(), List.of("sh", "-c", script))) {
      return process.outcome();
    }
  }

  /** Start any command; nothing of this JVM's environment but what is named. */
  static JexpyProcess start(
      Unpacked dist, Path folder, List<String> environment, List<String> command)
      throws IOException {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    // SIGINT may be ignored where tests run in the background, and would be by their children.
    List<String> words = new ArrayList<>(List.of("env", "--default-signal=INT"));
    words.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().clear();
    List<String> all = new ArrayList<>(dist.environment());
    all.add("JEXPY=" + dist.launcher());
    all.addAll(environment);
    all.forEach(pair -> builder.environment().put(pair.split("=", 2)[0], pair.split("=", 2)[1]));
    builder
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile());
    return new JexpyProcess(builder.start(), out, err);
  }

  /** The programs that it has started, and theirs. */
  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it has printed up to now. */
  String outSoFar() throws IOException {
    return Files.readString(out);
  }

  void awaitOutput(String text) {
    await().atMost(PATIENCE).until(() -> Files.readString(out).contains(text) || !isAlive());
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  Outcome outcome() throws IOException {
    await().atMost(PATIENCE).until(() -> !isAlive());
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
