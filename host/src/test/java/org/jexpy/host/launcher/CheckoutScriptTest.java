package org.jexpy.host.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jexpy.host.launcher.FakeMachine.Outcome;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutScriptTest {
  @TempDir Path directory;
  FakeMachine machine;
  Path jexpy;
  Path checkout;

  @BeforeEach
  void layOut() throws Exception {
    machine = new FakeMachine(directory);
    machine.environment.put("JEXPY_AOT", "off");
    machine.jdk("jdk", "25.0.3");
    jexpy = machine.checkout();
    checkout = machine.root.resolve("check out");
  }

  /** A change that no clock's resolution can hide. */
  private void change(String file, String text) throws Exception {
    Files.writeString(checkout.resolve(file), text);
    Files.setLastModifiedTime(
        checkout.resolve(file), FileTime.from(Instant.now().plus(Duration.ofHours(1))));
  }

  @Test
  void buildsOnFirstUseQuietlyAndThenNoMore() throws Exception {
    Outcome first = machine.run(jexpy, "run", "x.py");
    Outcome second = machine.run(jexpy, "run", "x.py");

    assertThat(first.status()).isZero();
    assertThat(first.err().lines()).singleElement().asString().contains("building", "build.log");
    assertThat(second.err()).isEmpty();
    assertThat(machine.log()).hasSize(1);
    assertThat(first.javaArguments()).contains("-Djexpy.executable=" + jexpy);
  }

  @Test
  void buildsAgainAfterASourceOrAPomChangedOrASourceWasRemoved() throws Exception {
    machine.run(jexpy, "version");
    change("host/src/main/id", "build-2\n");
    assertThat(machine.run(jexpy, "version").javaArguments()).contains("-Djexpy.build=build-2");
    // The stamp is older than a change of the future: build as long as that is so.
    Files.setLastModifiedTime(checkout.resolve("host/src/main/id"), FileTime.from(Instant.EPOCH));
    change("host/pom.xml", "<project></project>");
    machine.run(jexpy, "version");
    assertThat(machine.log()).hasSize(3);
  }

  @Test
  void doesNotBuildAfterAChangeOfTestsOrDocuments() throws Exception {
    machine.run(jexpy, "version");
    Files.createDirectories(checkout.resolve("host/src/test"));
    change("host/src/test/T.java", "class T {}");
    change("README.md", "text");
    machine.run(jexpy, "version");
    assertThat(machine.log()).hasSize(1);
  }

  @Test
  void tenSimultaneousFirstRunsShareOneBuild() throws Exception {
    for (String noFlock : List.of("", "1")) {
      machine.environment.put("JEXPY_NO_FLOCK", noFlock);
      Files.deleteIfExists(checkout.resolve("target/jexpy/stamp"));
      Files.writeString(machine.log, "");
      List<Process> all = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        all.add(machine.start(jexpy, "version"));
      }
      for (Process each : all) {
        assertThat(FakeMachine.finish(each).status()).isZero();
      }
      assertThat(machine.log()).hasSize(1);
    }
  }

  @Test
  void aFailedBuildNamesItsLogAndItsFirstErrorAndIsNotUsed() throws Exception {
    machine.environment.put("FAKE_MVN_SAYS", "[ERROR] Foo.java: not a statement");

    Outcome outcome = machine.run(jexpy, "run", "x.py");

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("build.log", "Foo.java: not a statement");
    machine.environment.remove("FAKE_MVN_SAYS");
    assertThat(machine.run(jexpy, "run", "x.py").status()).isZero();
  }

  @Test
  void aFullDiskIsSaidAndNothingOfTheBuildIsUsed() throws Exception {
    machine.environment.put("FAKE_MVN_SAYS", "[ERROR] Foo.class: No space left on device");

    Outcome outcome = machine.run(jexpy, "run", "x.py");

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("is full", "nothing of this build is used");
    assertThat(checkout.resolve("target/jexpy/current")).doesNotExist();
  }

  @Test
  void aReallyFullDiskIsSaidAndTheNextRunWithSpaceBuilds() throws Exception {
    Path disk = Files.createDirectory(machine.root.resolve("disk"));
    String unshare =
        Files.getAttribute(directory, "unix:uid").equals(0) ? "unshare -m" : "unshare -rm";
    // Mounted for these processes only: gone with them.
    String mount = unshare + " sh -ec 'mount -t tmpfs -o size=2m none \"$DISK\"; %s'";
    machine.environment.put("DISK", disk.toString());
    Assumptions.assumeTrue(
        shell(mount.formatted("true")).status() == 0, "nothing can be mounted here");
    machine.environment.put("FAKE_MVN_FILLS", disk.resolve("filling").toString());

    Outcome outcome =
        shell(
            mount.formatted(
                """
                cp -R "check out" "$DISK"; cd "$DISK/check out"; set +e
                ./jexpy run x.py; echo "first $?"
                ls target/jexpy/current 2>/dev/null
                rm "$DISK/filling"; unset FAKE_MVN_FILLS
                ./jexpy run x.py; echo "second $?"
                """));

    assertThat(outcome.out()).contains("first 1\njava=").endsWith("second 0\n");
    assertThat(outcome.err()).contains("a disk is full", "nothing of this build is used");
  }

  private Outcome shell(String script) throws Exception {
    return machine.run(Path.of("/bin/sh"), "-c", script);
  }

  @Test
  void aBuildThatIsKilledIsDoneAgainByTheNextRun() throws Exception {
    Path pidFile = directory.resolve("pid");
    machine.environment.put("FAKE_MVN_HANGS", pidFile.toString());
    Process process = machine.start(jexpy, "version");
    await().until(() -> Files.exists(pidFile) && !Files.readString(pidFile).isBlank());

    // As a power cut would: nobody can clean up.
    Stream.concat(process.descendants(), Stream.of(process.toHandle()))
        .toList()
        .forEach(ProcessHandle::destroyForcibly);
    process.waitFor();

    assertThat(checkout.resolve("target/jexpy/current")).doesNotExist();
    machine.environment.remove("FAKE_MVN_HANGS");
    assertThat(machine.run(jexpy, "version").status()).isZero();
    assertThat(machine.log()).hasSize(2);
  }

  @Test
  void anInterruptedBuildEndsMavenAndLeavesTheOldBuildForTheNextRun() throws Exception {
    machine.run(jexpy, "version");
    change("host/src/main/id", "build-2\n");
    Path pidFile = directory.resolve("pid");
    machine.environment.put("FAKE_MVN_HANGS", pidFile.toString());
    Process process = machine.start(jexpy, "version");
    await().until(() -> Files.exists(pidFile) && !Files.readString(pidFile).isBlank());
    long maven = Long.parseLong(Files.readString(pidFile).strip());

    // What Ctrl-C does: every process of the group gets the signal.
    for (ProcessHandle each :
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList()) {
      if (each.pid() != maven) {
        new ProcessBuilder("kill", "-INT", Long.toString(each.pid())).start().waitFor();
      }
    }

    assertThat(FakeMachine.finish(process).status()).isNotZero();
    await().until(() -> ProcessHandle.of(maven).filter(ProcessHandle::isAlive).isEmpty());
    assertThat(checkout.resolve("target/jexpy/build-1/bin/jexpy")).exists();
    machine.environment.remove("FAKE_MVN_HANGS");
    assertThat(machine.run(jexpy, "version").javaArguments()).contains("-Djexpy.build=build-2");
  }

  @Test
  void aReadOnlyCheckoutIsBuiltInTheUsersCache() throws Exception {
    Path launcher = jexpy;
    List<String> words = new ArrayList<>(List.of(launcher.toString(), "version"));
    boolean root = Files.getAttribute(directory, "unix:uid").equals(0);
    if (root) {
      // Nothing is read-only for root: become somebody else who may only read.
      words.addAll(0, List.of("/usr/bin/setpriv", "--reuid=65534", "--clear-groups", "--"));
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setAttribute(machine.root.resolve("home"), "unix:uid", 65534);
      Files.setPosixFilePermissions(machine.log, PosixFilePermissions.fromString("rw-rw-rw-"));
    } else {
      Files.setPosixFilePermissions(checkout, PosixFilePermissions.fromString("r-xr-xr-x"));
    }
    try {
      Path first = Path.of(words.getFirst());
      String[] rest = words.subList(1, words.size()).toArray(String[]::new);
      Outcome outcome = machine.run(first, rest);

      assertThat(outcome.status()).as(outcome.err()).isZero();
      assertThat(outcome.err()).contains("cannot be written").contains("building");
      assertThat(checkout.resolve("target")).doesNotExist();
      assertThat(outcome.out()).contains(machine.root.resolve("home/.cache/jexpy").toString());
      assertThat(machine.run(first, rest).err()).isEmpty();
    } finally {
      Files.setPosixFilePermissions(checkout, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void saysInOneLineThatMavenIsMissing() throws Exception {
    machine.environment.put("PATH", onlyTools().toString());

    Outcome outcome = machine.run(jexpy, "version");

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err().lines()).singleElement().asString().contains("Maven", "install");
  }

  /** A folder with the programs of this machine that the scripts use, and no others. */
  private Path onlyTools() throws Exception {
    Path tools = Files.createDirectories(directory.resolve("bin"));
    for (String name : List.of("find", "head", "mkdir", "readlink", "flock", "id")) {
      for (String place : List.of("/usr/bin", "/bin")) {
        if (Files.exists(Path.of(place, name))) {
          FakeMachine.script(
              tools.resolve(name), "#!/bin/sh\nexec %s/%s \"$@\"\n".formatted(place, name));
          break;
        }
      }
    }
    return tools;
  }
}
