package org.jexpy.host.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jexpy.host.launcher.FakeMachine.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherScriptTest {
  @TempDir Path directory;
  FakeMachine machine;
  Path jexpy;
  Path jdk;

  @BeforeEach
  void layOut() throws Exception {
    machine = new FakeMachine(directory);
    jexpy = machine.distribution("some dist");
    jdk = machine.jdk("jdk", "25.0.3");
  }

  private Path cache(String name) throws Exception {
    try (Stream<Path> files = Files.walk(directory.resolve("home/.cache/jexpy"))) {
      return files.filter(file -> file.endsWith(name)).findFirst().orElse(Path.of("absent"));
    }
  }

  @Test
  void runsFromASymbolicLinkOfALinkAndFromAFolderWithSpaces() throws Exception {
    Path first = Files.createDirectories(directory.resolve("a b")).resolve("one");
    Files.createSymbolicLink(first, Path.of("../some dist/bin/jexpy"));
    Path second = Files.createSymbolicLink(directory.resolve("two"), first);

    Outcome outcome = machine.run(second, "version", "a  b", "*");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.javaArguments()).endsWith("version", "a  b", "*");
    Path lib = machine.root.resolve("some dist/lib");
    assertThat(outcome.javaArguments()).contains(lib + "/one.jar:" + lib + "/two.jar");
  }

  @Test
  void worksInAnEmptyEnvironmentAndThenCachesInAPrivateTemporaryFolder() throws Exception {
    machine.environment.keySet().retainAll(List.of("FAKE_LOG", "JEXPY_JDK_PLACES"));
    machine.environment.put("PATH", "/usr/bin:/bin");
    machine.environment.put("TMPDIR", directory.toString());

    Outcome outcome = machine.run(jexpy, "run", "x.py");

    assertThat(outcome.status()).isZero();
    try (Stream<Path> made = Files.list(directory)) {
      Path fallback =
          made.filter(path -> path.getFileName().toString().startsWith("jexpy-"))
              .findFirst()
              .orElseThrow();
      assertThat(Files.getPosixFilePermissions(fallback))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void refusesATemporaryFolderThatIsALinkOfSomebodyElse() throws Exception {
    machine.environment.remove("HOME");
    machine.environment.put("TMPDIR", directory.toString());
    long user = (Integer) Files.getAttribute(directory, "unix:uid");
    Files.createSymbolicLink(
        directory.resolve("jexpy-" + user), Files.createDirectory(directory.resolve("trap")));

    assertThat(machine.run(jexpy, "run", "x.py").status()).isZero();

    assertThat(directory.resolve("trap")).isEmptyDirectory();
  }

  @Test
  void makesTheStartUpCacheOnceAndUsesIt() throws Exception {
    Outcome first = machine.run(jexpy, "run", "x.py");
    Outcome second = machine.run(jexpy, "run", "x.py");

    // Two: the one for scripts and the small one for commands that run none.
    assertThat(machine.log()).containsExactly("recorded", "recorded");
    assertThat(first.err().lines()).singleElement().asString().contains("start-up cache");
    assertThat(second.err()).isEmpty();
    assertThat(second.javaArguments()).contains("-XX:AOTCache=" + cache("quick.aot"));
    assertThat(machine.run(jexpy, "version").javaArguments())
        .contains("-XX:AOTCache=" + cache("plain.aot"));
  }

  @Test
  void anotherBuildOfACheckoutHasTheSameCacheDirectory() throws Exception {
    machine.environment.put("JEXPY_EXECUTABLE", directory.resolve("checkout/jexpy").toString());
    Path next = machine.distribution("next build");

    machine.run(jexpy, "run", "x.py");
    Path first = cache("quick.aot");
    Outcome again = machine.run(next, "run", "x.py");

    // Made anew for that build, at the same place, where an image stays.
    assertThat(machine.log()).hasSize(4);
    assertThat(cache("quick.aot")).isEqualTo(first);
    assertThat(again.javaArguments()).contains("-Djexpy.cache=" + first.getParent());
  }

  @Test
  void tenSimultaneousFirstRunsShareOneCache() throws Exception {
    for (String noFlock : List.of("", "1")) {
      machine.environment.put("JEXPY_NO_FLOCK", noFlock);
      machine.environment.put("XDG_CACHE_HOME", directory.resolve("cache" + noFlock).toString());
      Files.writeString(machine.log, "");
      List<Process> all = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        all.add(machine.start(jexpy, "run", "x.py"));
      }
      for (Process each : all) {
        Outcome outcome = FakeMachine.finish(each);
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).contains("-XX:AOTCache=");
      }
      assertThat(machine.log()).hasSize(2);
    }
  }

  @Test
  void takesOverTheLockOfADeadProcess() throws Exception {
    machine.environment.put("JEXPY_NO_FLOCK", "1");
    machine.run(jexpy, "run", "x.py");
    Path cache = cache("quick.key");
    Files.delete(cache);
    Path lock = Files.createDirectory(cache.resolveSibling("lock.d"));
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.writeString(lock.resolve("pid"), dead.pid() + "\n");

    assertThat(machine.run(jexpy, "run", "x.py").out()).contains("-XX:AOTCache=");
    assertThat(lock).doesNotExist();
  }

  @Test
  void makesTheCacheAnewForAnotherBuildOrJava() throws Exception {
    machine.run(jexpy, "run", "x.py");
    Files.writeString(jexpy.resolve("../../lib/build-id").normalize(), "build-2\n");
    machine.run(jexpy, "run", "x.py");
    assertThat(machine.log()).hasSize(4);

    machine.jdk("jdk", "25.0.4");
    machine.run(jexpy, "run", "x.py");
    assertThat(machine.log()).hasSize(6);
  }

  @Test
  void runsWithoutACacheWhenItCannotBeMadeAndDoesNotTryAgain() throws Exception {
    machine.environment.put("FAKE_TRAINING_FAILS", "1");
    Outcome first = machine.run(jexpy, "run", "x.py");
    Outcome second = machine.run(jexpy, "run", "x.py");

    assertThat(first.status()).isZero();
    assertThat(first.err()).contains("could not make the start-up cache", ".log");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).doesNotContain("AOTCache").contains("could not be made");
    assertThat(machine.log()).hasSize(1);
  }

  @Test
  void forgetsTheCachesOfADistributionThatIsGone() throws Exception {
    Path other = machine.distribution("other");
    machine.run(other, "run", "x.py");
    Path old = cache("quick.aot");
    Files.move(directory.resolve("other"), directory.resolve("elsewhere"));

    machine.run(jexpy, "run", "x.py");

    assertThat(old).doesNotExist();
    assertThat(old.resolve("../..")).doesNotExist();
  }

  @Test
  void choosesTheProfileByFlagThenVariableThenDefault() throws Exception {
    machine.environment.put("JEXPY_AOT", "off");
    assertThat(machine.run(jexpy, "run", "x.py").javaArguments())
        .contains("-Djexpy.profile=quick", "-Djexpy.profile.why=default")
        .doesNotContain("-XX:+EnableJVMCI");
    machine.environment.put("JEXPY_PROFILE", "jit");
    assertThat(machine.run(jexpy, "run", "x.py").javaArguments())
        .contains("-Djexpy.profile=jit", "-Djexpy.profile.why=JEXPY_PROFILE", "-XX:+EnableJVMCI");
    assertThat(
            machine
                .run(jexpy, "run", "--path", "lib", "--profile", "quick", "x.py")
                .javaArguments())
        .contains("-Djexpy.profile=quick", "-Djexpy.profile.why=--profile");
  }

  @Test
  void compilesByAllTiersWhatServesLongWithoutAGuest() throws Exception {
    machine.environment.put("JEXPY_AOT", "off");
    assertThat(machine.run(jexpy, "xenstored").javaArguments())
        .doesNotContain("-XX:TieredStopAtLevel=1", "-XX:+EnableJVMCI");
    assertThat(machine.run(jexpy, "xs", "ls").javaArguments()).contains("-XX:TieredStopAtLevel=1");
  }

  @Test
  void leavesTheScriptsOwnArgumentsAlone() throws Exception {
    machine.environment.put("JEXPY_AOT", "off");
    assertThat(machine.run(jexpy, "run", "x.py", "--profile", "jit").javaArguments())
        .contains("-Djexpy.profile=quick");
    assertThat(machine.run(jexpy, "run", "-c", "--profile=jit").javaArguments())
        .contains("-Djexpy.profile=quick");
    assertThat(machine.run(jexpy, "run", "-", "--profile=jit").javaArguments())
        .contains("-Djexpy.profile=quick");
  }

  @Test
  void givesTheHeapLimitToTheJvmAndRefusesOneThatIsNoSize() throws Exception {
    machine.environment.put("JEXPY_AOT", "off");
    assertThat(machine.run(jexpy, "run", "--max-heap", "512m", "x.py").javaArguments())
        .contains("-Xmx512m");
    for (String wrong : List.of("many", "5x", "-1", "5mm", "m")) {
      Outcome outcome = machine.run(jexpy, "run", "--max-heap=" + wrong, "x.py");
      assertThat(outcome.status()).as(wrong).isEqualTo(2);
      assertThat(outcome.err()).contains("--max-heap", "'" + wrong + "'", "512m");
    }
  }

  @Test
  void takesAScriptWithoutTheWordRunAsScriptsCallTheirInterpreter() throws Exception {
    assertThat(machine.run(jexpy, "x.py").javaArguments())
        .anyMatch(word -> word.endsWith("quick.aot"));
    assertThat(machine.run(jexpy, "-c", "1").javaArguments())
        .anyMatch(word -> word.endsWith("quick.aot"));
  }

  @Test
  void refusesAnUnknownProfileWithTheKnownOnes() throws Exception {
    Outcome outcome = machine.run(jexpy, "run", "--profile=turbo", "x.py");

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("--profile", "turbo", "quick", "jit");
  }

  @Test
  void jitUsesTheImageWhenItFitsAndSaysSoWhenItDoesNot() throws Exception {
    machine.environment.put("JEXPY_PROFILE", "jit");
    Outcome without = machine.run(jexpy, "run", "x.py");
    assertThat(without.javaArguments()).anyMatch(word -> word.startsWith("--upgrade-module-path="));
    assertThat(without.err()).isEmpty();

    machine.environment.put("JEXPY_PROFILE", "quick");
    machine.run(jexpy, "run", "x.py");
    machine.environment.put("JEXPY_PROFILE", "jit");
    Path image = cache("quick.aot").resolveSibling("image");
    Files.createDirectories(image.resolve("bin"));
    Files.copy(jdk.resolve("bin/java"), image.resolve("bin/java"));
    Files.writeString(image.resolve("jexpy-key"), "25.0.3+1|Some Vendor|" + jdk + "|graal\n");
    Outcome with = machine.run(jexpy, "run", "x.py");
    assertThat(with.java()).isEqualTo(image + "/bin/java");
    assertThat(with.javaArguments())
        .contains("-XX:AOTCache=" + image.resolveSibling("jit.aot"))
        .noneMatch(word -> word.startsWith("--upgrade-module-path"));

    machine.jdk("jdk", "25.0.4");
    Outcome stale = machine.run(jexpy, "run", "x.py");
    assertThat(stale.java()).isEqualTo(jdk + "/bin/java");
    assertThat(stale.err()).contains("jexpy setup");
  }

  @Test
  void keepsJvmOptionsOfTheEnvironmentFromAnnouncingThemselvesAndTakesItsOwn() throws Exception {
    machine.environment.put("JAVA_TOOL_OPTIONS", "-Dnoise=1");
    machine.environment.put("JEXPY_JAVA_OPTS", "-Xmx64m -Da=b");
    FakeMachine.script(
        jdk.resolve("bin/java"),
        "#!/bin/sh\necho \"tool=${JAVA_TOOL_OPTIONS-unset}\"\nprintf 'arg=%s\\n' \"$@\"\n");

    Outcome outcome = machine.run(jexpy, "version");

    assertThat(outcome.out()).contains("tool=unset");
    assertThat(outcome.javaArguments()).contains("-Xmx64m", "-Da=b");
  }

  @Test
  void givesTheJvmUtf8InTheCLocaleAsCpythonDoes() throws Exception {
    FakeMachine.script(
        jdk.resolve("bin/java"), "#!/bin/sh\necho \"${LC_ALL-} ${LC_CTYPE-} ${LANG-}\"\n");

    assertThat(machine.run(jexpy, "version").out()).contains("C.UTF-8");
    machine.environment.put("LANG", "de_DE.UTF-8");
    assertThat(machine.run(jexpy, "version").out()).doesNotContain("C.UTF-8");
  }
}
