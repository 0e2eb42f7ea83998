package org.jexpy.host.state;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jexpy.bindings.disk.FileLayer;
import org.jexpy.bindings.testkit.ForwardingFileLayer;
import org.jspecify.annotations.Nullable;

/** A JVM with the classes of the tests, that ends with the test at the latest. */
final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private ChildJvm(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  static ChildJvm start(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(List.of("-cp", classPath(main), main.getName()));
    command.addAll(List.of(arguments));
    return new ChildJvm(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Only where these classes are: the JVM need not look through all of the test class path. */
  private static String classPath(Class<?> main) {
    return String.join(
        System.getProperty("path.separator"),
        place(main).toString(),
        place(StateDirectory.class).toString(),
        place(FileLayer.class).toString(),
        place(ForwardingFileLayer.class).toString());
  }

  private static Path place(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  long pid() {
    return process.pid();
  }

  /** The next line it prints; null after its end. */
  @Nullable String line() throws IOException {
    return output.readLine();
  }

  /** Kills it as {@code kill -9} does; what it has printed can still be read. */
  void kill() {
    // Not by Process, which would close the streams.
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  /** Tells it to end, for those that wait for the end of their input. */
  void endInput() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
