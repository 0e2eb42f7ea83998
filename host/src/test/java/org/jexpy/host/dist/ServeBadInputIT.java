package org.jexpy.host.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A container under bad processes, bad disks and signals: it answers, and leaves nothing. */
@Timeout(300)
class ServeBadInputIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Pattern KEPT = Pattern.compile(" <out> (\\d+)x");
  private static final Pattern DROPPED = Pattern.compile("… (\\d+) lines? dropped");

  private static Unpacked dist;

  @TempDir Path folder;
  private StateFolder state;

  @BeforeAll
  static void unpack() throws Exception {
    dist = Unpacked.shared();
  }

  @BeforeEach
  void writeModules() throws Exception {
    state = new StateFolder(dist, folder);
    state.module("crash.mjs", "throw new Error('again');");
    state.module("flood.mjs", "for (let i = 0; ; i++) console.log(i + 'x'.repeat(200));");
    state.module("spin.mjs", "for (;;);");
    state.module("late.py", "import time\nwhile True: time.sleep(0.1)\n");
  }

  private void done(String line) throws Exception {
    JexpyProcess.Outcome outcome = state.exec(line);
    assertThat(outcome.out() + outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  private void assertNothingLeft() throws Exception {
    assertThat(state.resolve("control.sock")).doesNotExist();
    try (Stream<Path> files = Files.list(state.resolve(""))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(n -> n.startsWith("."));
    }
    assertThat(state.resolve("lock")).isEmptyFile();
  }

  @Test
  void badProcessesKeepNobodyFromCommandingAndLeaveNothing() throws Exception {
    try (JexpyProcess serving = state.serve("", "--allow-run=/bin/sleep")) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        lines.add("create process crash%d js-module crash start auto".formatted(i));
      }
      lines.add("create process flood js-module flood start auto");
      lines.add("create process spin js-module spin start auto");
      lines.add("create process child executable /bin/sleep start auto -- 4711");
      state.module("all.xsf", String.join("\n", lines));
      done("run script all");

      await()
          .atMost(PATIENCE)
          .until(() -> state.exec("show process").out().split(" +4  Fail ", -1).length == 11);
      assertThat(state.exec("show process crash3 detail").out())
          .contains("not restarted any more after 5 failures within 5 minutes");
      assertThat(state.exec("show log").out())
          .contains(
              "<Erro:EPM.failed> Process crash9: ended by an error, see 'show log process crash9'; restarted in 8 s");
      assertThat(state.exec("show log process flood").out()).containsPattern(" <out> \\d+xxxx");
      try (var logs = Files.list(state.resolve("log"))) {
        assertThat(logs.filter(file -> file.toString().contains("flood")))
            .allMatch(file -> file.toFile().length() < 6 << 20);
      }
      assertThat(state.exec("terminate process spin graceful").out()).startsWith("Successful");
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
      assertDroppedLinesAreCounted(state.resolve("log/process-flood.log"));
    }
  }

  @Test
  void aFullDiskKeepsWhatWasSavedAndATornFileIsToldByItsLine() throws Exception {
    // A limit of files' sizes, 8 KiB, is a full disk for whoever writes more.
    try (JexpyProcess serving = state.serve("ulimit -f 16; ", "")) {
      done("create process small js-module spin");
      assertThat(state.exec("save configuration").out()).endsWith(" successfully.\n");
      done("create process big js-module spin description " + "y".repeat(12_000));

      JexpyProcess.Outcome full = state.exec("save configuration");

      assertThat(full.status()).isEqualTo(1);
      assertThat(full.out())
          .startsWith("Error: the configuration was not saved to ")
          .contains("make room");
      assertThat(Files.readString(state.resolve("primary.cfg")))
          .contains("<name>small</name>")
          .doesNotContain("big");
      assertThat(state.resolve("primary.cfg.new")).doesNotExist();
      try (JexpyProcess script = state.asking("run script spin")) {
        await()
            .atMost(PATIENCE)
            .until(() -> script.isAlive() && state.exec("show version").status() == 0);
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
    try (JexpyProcess refused = state.start("", "")) {
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
    try (JexpyProcess starting = state.start("", "")) {
      await().pollInterval(Duration.ofMillis(2)).atMost(PATIENCE).until(() -> Files.exists(lock));
      starting.signal("TERM");

      assertThat(starting.outcome().status()).isZero();
      assertThat(starting.outcome().err()).isEmpty();
    }
    assertNothingLeft();
  }

  /** Whatever the disk was too slow for: the numbers that are left out are as many as it says. */
  private static void assertDroppedLinesAreCounted(Path log) throws Exception {
    long next = -1;
    for (String line : Files.readAllLines(log)) {
      Matcher kept = KEPT.matcher(line);
      Matcher gap = DROPPED.matcher(line);
      if (gap.matches()) {
        next = next < 0 ? next : next + Long.parseLong(gap.group(1));
      } else if (kept.find()) {
        long number = Long.parseLong(kept.group(1));
        assertThat(number).as(line).isEqualTo(next < 0 ? number : next);
        next = number + 1;
      }
    }
    assertThat(next).isPositive();
  }

  @Test
  void aSignalWhileItSavesLosesNothingThatItSaidToBeSaved() throws Exception {
    int many = 200;
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      lines.add("create process p%d js-module spin on-demand".formatted(i));
      lines.add("save configuration");
    }
    state.module("saves.xsf", String.join("\n", lines));
    String told;
    try (JexpyProcess serving = state.serve("", "");
        JexpyProcess saving = state.asking("run script saves")) {
      await()
          .pollInterval(Duration.ofMillis(1))
          .atMost(PATIENCE)
          .until(() -> saving.outSoFar().contains("successfully"));
      serving.signal("TERM");
      assertThat(serving.outcome().status()).isZero();
      assertThat(serving.outcome().err()).isEmpty();
      told = saving.outcome().out();
    }
    assertNothingLeft();
    assertThat(state.resolve("primary.cfg.new")).doesNotExist();
    int saved = told.split("successfully", -1).length - 1;
    assertThat(saved).isPositive();
    try (JexpyProcess _ = state.serve("", "")) {
      String shown = state.exec("show process").out();
      for (int i = 0; i < saved; i++) {
        assertThat(shown).contains("p%d ".formatted(i));
      }
      assertThat(state.exec("show process p0").out()).contains("Stopped");
    }
  }
}
