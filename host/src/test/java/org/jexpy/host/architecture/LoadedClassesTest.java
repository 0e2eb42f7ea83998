package org.jexpy.host.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jexpy.host.launcher.Main;
import org.jexpy.sandbox.context.GuestEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that run no script load no GraalVM class (design §3 rule 5). */
@Timeout(120)
final class LoadedClassesTest {
  @TempDir Path scratch;

  /** Touches the engine's class without making an engine. */
  static final class LoadsGraal {
    private LoadsGraal() {}

    public static void main(String[] args) throws ClassNotFoundException {
      Class.forName(GuestEngine.class.getName());
      Class.forName("org.graalvm.polyglot.Engine");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "version",
        "run --help",
        "repl --help",
        "run --no-such-flag",
        "serve --help",
        "exec --state no-such-folder show process",
        "shell --state no-such-folder",
        "xenstored --socket no-such-folder/socket",
        "xs --socket no-such-folder/socket ls",
        "xs --help"
      })
  void aCommandThatRunsNoScriptLoadsNoGraalVmClass(String command) throws Exception {
    List<String> loaded = classesLoadedBy(Main.class, command.split(" "));

    assertThat(loaded).contains("org.jexpy.host.launcher.Main");
    assertThat(graalVmClasses(loaded)).isEmpty();
  }

  @Test
  void aScriptThatAsksForNoXenStoreLoadsNothingOfIt() throws Exception {
    Path script = Files.writeString(scratch.resolve("hello.mjs"), "console.log('hello');\n");
    List<String> loaded = classesLoadedBy(Main.class, "run", script.toString());

    assertThat(loaded)
        .anyMatch(name -> name.startsWith("org.graalvm."))
        .noneMatch(name -> name.startsWith("org.jexpy.bindings.xenstore.core."))
        .noneMatch(name -> name.startsWith("org.jexpy.host.xenstore."))
        .noneMatch(name -> name.startsWith("io.netty."));
  }

  @Test
  void aProgramThatLoadsThemIsCaught() throws Exception {
    assertThat(graalVmClasses(classesLoadedBy(LoadsGraal.class)))
        .contains("org.graalvm.polyglot.Engine");
  }

  private static List<String> graalVmClasses(List<String> loaded) {
    return loaded.stream()
        .filter(name -> name.startsWith("org.graalvm.") || name.startsWith("com.oracle.truffle."))
        .toList();
  }

  private List<String> classesLoadedBy(Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    Path log = scratch.resolve("classes.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Xlog:class+load:file=" + log + ":none:filecount=0");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Path output = scratch.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
      List<String> loaded = lines.map(line -> line.split(" ", 2)[0]).toList();
      assertThat(loaded).as(Files.readString(output)).isNotEmpty();
      return loaded;
    }
  }
}
