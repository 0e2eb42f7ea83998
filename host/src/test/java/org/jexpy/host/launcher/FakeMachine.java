package org.jexpy.host.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A machine in a directory: homes, JDKs whose {@code java} is a script that tells how it was
 * called, a Maven that lays out a distribution. The launcher's scripts are the real ones.
 */
final class FakeMachine {
  /** The module's directory is Surefire's working directory. */
  private static final Path DIST_SOURCE = Path.of("src/main/dist").toAbsolutePath();

  private static final Path CHECKOUT_SCRIPT = Path.of("../jexpy").toAbsolutePath();

  /** Makes what the flags of the JVM's two training steps ask for; else shows its arguments. */
  private static final String JAVA =
      """
      #!/bin/sh
      for word; do
        case $word in
          -XX:AOTMode=*) mode=${word#*=} ;;
          -XX:AOTConfiguration=*) conf=${word#*=} ;;
          -XX:AOTCache=*) cache=${word#*=} ;;
        esac
      done
      case ${mode-} in
        record) echo recorded >>"$FAKE_LOG"; [ -z "${FAKE_TRAINING_FAILS-}" ] || exit 1; echo conf >"$conf"; exit ;;
        create) echo cache >"$cache"; exit ;;
      esac
      printf 'java=%s\\n' "$0"
      for word; do printf 'arg=%s\\n' "$word"; done
      """;

  private static final String MVN =
      """
      #!/bin/sh
      echo built >>"$FAKE_LOG"
      [ -z "${FAKE_MVN_SAYS-}" ] || { echo "$FAKE_MVN_SAYS"; exit 1; }
      [ -z "${FAKE_MVN_FILLS-}" ] || dd if=/dev/zero of="$FAKE_MVN_FILLS" bs=64k || exit 1
      if [ -n "${FAKE_MVN_HANGS-}" ]; then echo $$ >"$FAKE_MVN_HANGS"; exec sleep 60; fi
      dist=host/target/dist/jexpy
      mkdir -p $dist && cp -R host/src/main/dist/. $dist && mkdir -p $dist/lib/compiler
      echo app.jar >$dist/lib/class-path
      cat host/src/main/id >$dist/lib/build-id
      echo graal >$dist/lib/compiler/id
      """;

  final Path root;
  final Path log;
  final Map<String, String> environment = new LinkedHashMap<>();

  FakeMachine(Path root) throws IOException {
    this.root = root.toRealPath();
    this.log = this.root.resolve("log");
    Files.createFile(log);
    Files.createDirectories(this.root.resolve("home"));
    Path tools = Files.createDirectories(this.root.resolve("tools"));
    script(tools.resolve("mvn"), MVN);
    environment.put("PATH", tools + ":/usr/bin:/bin");
    environment.put("HOME", this.root.resolve("home").toString());
    environment.put("FAKE_LOG", log.toString());
    environment.put("JEXPY_JDK_PLACES", this.root + "/jvm/*");
    // The machine's own java must not be found.
    script(tools.resolve("java"), "#!/bin/sh\nexit 1\n");
  }

  /** Installs a JDK below {@code jvm/}, where the launcher looks. */
  Path jdk(String name, String version) throws IOException {
    Path home = root.resolve("jvm").resolve(name);
    Files.createDirectories(home.resolve("bin"));
    script(home.resolve("bin/java"), JAVA);
    Files.writeString(
        home.resolve("release"),
        """
        IMPLEMENTOR="Some Vendor"
        JAVA_RUNTIME_VERSION="%s+1"
        JAVA_VERSION="%s"
        OS_ARCH="x86_64"
        OS_NAME="Linux"
        """
            .formatted(version, version));
    return home;
  }

  /** Lays out a distribution; gives its launcher. */
  Path distribution(String name) throws IOException {
    Path dist = root.resolve(name);
    copy(DIST_SOURCE, dist);
    Files.createDirectories(dist.resolve("lib/compiler"));
    Files.writeString(dist.resolve("lib/class-path"), "one.jar\ntwo.jar\n");
    Files.writeString(dist.resolve("lib/build-id"), "build-1\n");
    Files.writeString(dist.resolve("lib/compiler/id"), "graal\n");
    return dist.resolve("bin/jexpy");
  }

  /** Lays out a checkout; gives its launcher. */
  Path checkout() throws IOException {
    Path checkout = root.resolve("check out");
    copy(DIST_SOURCE, checkout.resolve("host/src/main/dist"));
    Files.writeString(checkout.resolve("host/src/main/id"), "build-1\n");
    Files.writeString(checkout.resolve("host/pom.xml"), "<project/>");
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    return Files.copy(CHECKOUT_SCRIPT, checkout.resolve("jexpy"));
  }

  List<String> log() throws IOException {
    return Files.readAllLines(log);
  }

  Process start(Path program, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(program.toString()));
    words.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).directory(root.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  Outcome run(Path program, String... arguments) throws IOException, InterruptedException {
    return finish(start(program, arguments));
  }

  static Outcome finish(Process process) throws IOException, InterruptedException {
    try {
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("still running after 60 s: " + process.info());
      }
      return new Outcome(process.exitValue(), out, err);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(
          file -> {
            Path target = to.resolve(from.relativize(file).toString());
            try {
              if (Files.isDirectory(file)) {
                Files.createDirectories(target);
              } else {
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  /** What a command printed and its status. */
  record Outcome(int status, String out, String err) {
    List<String> javaArguments() {
      return out.lines()
          .filter(line -> line.startsWith("arg="))
          .map(line -> line.substring(4))
          .toList();
    }

    String java() {
      return out.lines()
          .filter(line -> line.startsWith("java="))
          .findFirst()
          .orElse("")
          .substring(5);
    }
  }
}
