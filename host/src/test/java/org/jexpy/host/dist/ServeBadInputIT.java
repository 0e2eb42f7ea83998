package org.jexpy.host.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A container under bad processes, bad disks and signals: it answers, and leaves nothing. */
@Timeout(300)
class ServeBadInputIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static Unpacked dist;

  @TempDir Path folder;
  private Path state;

  @BeforeAll
  static void unpack() throws Exception {
    dist = Unpacked.shared();
  }

  @BeforeEach
  void writeModules() throws Exception {
    state = Files.createDirectory(folder.resolve("state"));
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwx------"));
    Files.createDirectory(state.resolve("cfg"));
    module("crash.mjs", "throw new Error('again');");
    module("flood.mjs", "for (;;) console.log('x'.repeat(200));");
    module("spin.mjs", "for (;;);");
    module("late.py", "import time\nwhile True: time.sleep(0.1)\n");
  }

  private void module(String name, String text) throws Exception {
    Files.writeString(state.resolve("cfg").resolve(name), text);
  }

  private JexpyProcess start(String shellPrefix, String flags) throws Exception {
    String line = shellPrefix + "exec \"$JEXPY\" serve --state state " + flags;
    return JexpyProcess.start(dist, folder, List.of(), List.of("sh", "-c", line));
  }

  private JexpyProcess serve(String shellPrefix, String flags) throws Exception {
    JexpyProcess process = start(shellPrefix, flags);
    process.awaitOutput("serving");
    return process;
  }

  private JexpyProcess.Outcome exec(String line) throws Exception {
    List<String> command = List.of(dist.launcher().toString(), "exec", "--state", "state", line);
    try (JexpyProcess process = JexpyProcess.start(dist, folder, List.of(), command)) {
      return process.outcome();
    }
  }

  private void done(String line) throws Exception {
    JexpyProcess.Outcome outcome = exec(line);
    assertThat(outcome.out() + outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  private void assertNothingLeft() throws Exception {
    assertThat(state.resolve("control.sock")).doesNotExist();
    assertThat(state.resolve(".making")).doesNotExist();
    assertThat(state.resolve("lock")).isEmptyFile();
  }

  @Test
  void badProcessesKeepNobodyFromCommandingAndLeaveNothing() throws Exception {
    try (JexpyProcess serving = serve("", "--allow-run=/bin/sleep")) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        lines.add("create process crash%d js-module crash start auto".formatted(i));
      }
      lines.add("create process flood js-module flood start auto");
      lines.add("create process spin js-module spin start auto");
      lines.add("create process child executable /bin/sleep start auto -- 4711");
      module("all.xsf", String.join("\n", lines));
      done("run script all");

      await()
          .atMost(PATIENCE)
          .until(() -> exec("show process").out().split(" +4  Fail ", -1).length == 11);
      assertThat(exec("show process crash3 detail").out())
          .contains("not restarted any more after 5 failures within 5 minutes");
      assertThat(exec("show log").out())
          .contains(
              "<Erro:EPM.failed> Process crash9: ended by an error, see 'show log process crash9'; restarted in 8 s");
      assertThat(exec("show log process flood").out()).contains(" <out> xxxx");
      try (var logs = Files.list(state.resolve("log"))) {
        assertThat(logs.filter(file -> file.toString().contains("flood")))
            .allMatch(file -> file.toFile().length() < 6 << 20);
      }
      assertThat(exec("terminate process spin graceful").out()).startsWith("Successful");
      done("start process spin");
      done("create process starting python-module late start auto");

      List<ProcessHandle> children = serving.descendants();
      assertThat(children).isNotEmpty();
      serving.signal("TERM");
      JexpyProcess.Outcome end = serving.outcome();
      assertThat(end.status()).isZero();
      assertThat(end.err()).isEmpty();
      assertThat(children).noneMatch(ProcessHandle::isAlive);
      assertNothingLeft();
      assertThat(Files.readString(state.resolve("log/ems.log"))).doesNotContain("INTERRUPT");
    }
  }

  @Test
  void aFullDiskKeepsWhatWasSavedAndATornFileIsToldByItsLine() throws Exception {
    // A limit of files' sizes, 8 KiB, is a full disk for whoever writes more.
    try (JexpyProcess serving = serve("ulimit -f 16; ", "")) {
      done("create process small js-module spin");
      assertThat(exec("save configuration").out()).endsWith(" successfully.\n");
      done("create process big js-module spin description " + "y".repeat(12_000));

      JexpyProcess.Outcome full = exec("save configuration");

      assertThat(full.status()).isEqualTo(1);
      assertThat(full.out())
          .startsWith("Error: the configuration was not saved to ")
          .contains("make room");
      assertThat(Files.readString(state.resolve("primary.cfg")))
          .contains("<name>small</name>")
          .doesNotContain("big");
      assertThat(state.resolve("primary.cfg.new")).doesNotExist();
      try (JexpyProcess script =
          JexpyProcess.start(
              dist,
              folder,
              List.of(),
              List.of(dist.launcher().toString(), "exec", "--state", "state", "run script spin"))) {
        await()
            .atMost(PATIENCE)
            .until(() -> script.isAlive() && exec("show version").status() == 0);
        serving.signal("TERM");
        assertThat(serving.outcome().status()).isZero();
        assertThat(script.outcome().status()).isEqualTo(1);
        assertThat(script.outcome().err()).startsWith("jexpy: the container ended");
      }
      assertNothingLeft();
    }
    Path saved = state.resolve("primary.cfg");
    String torn = Files.readString(saved).substring(0, 100);
    Files.writeString(saved, torn);
    try (JexpyProcess refused = start("", "")) {
      JexpyProcess.Outcome outcome = refused.outcome();
      assertThat(outcome.status()).isEqualTo(1);
      assertThat(outcome.err())
          .startsWith(
              "jexpy: the configuration file '%s' cannot be used: line 4: ".formatted(saved))
          .endsWith("(mv '%s' '%s.bad')\n".formatted(saved, saved));
      assertThat(outcome.err().lines()).hasSize(1);
    }
    assertThat(saved).hasContent(torn);
    assertNothingLeft();
  }

  @Test
  void aSignalWhileItStartsEndsItAndLeavesNothing() throws Exception {
    Path lock = state.resolve("lock");
    try (JexpyProcess starting = start("", "")) {
      await().pollInterval(Duration.ofMillis(2)).atMost(PATIENCE).until(() -> Files.exists(lock));
      starting.signal("TERM");

      assertThat(starting.outcome().status()).isZero();
      assertThat(starting.outcome().err()).isEmpty();
    }
    assertNothingLeft();
  }
}
