package org.jexpy.host.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.sandbox.context.Pause;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Limits for all processes together: specification of EXOS §4.1. */
@Timeout(180)
final class ProcessGroupTest {
  @TempDir Path folder;

  @BeforeEach
  void modules() throws IOException {
    Files.writeString(
        folder.resolve("busy.mjs"),
        """
        import { ready } from 'jexpy:exos';
        ready();
        function work() {
          const end = Date.now() + 50;
          while (Date.now() < end);
          setTimeout(work, 1);
        }
        work();
        """);
  }

  private static String exec(Container container, String line) {
    return container.exec(line).join().output();
  }

  @Test
  void aProcessThatUsesTooMuchIsReportedThenSlowedDownAndReleased() throws Exception {
    try (Container container = Container.builder().modules(folder).start()) {
      container.create(ProcessSpec.js("busy", "busy").auto()).join();
      await().until(() -> exec(container, "show process busy").contains("Ready"));
      assertThat(exec(container, "show process group other"))
          .containsPattern("CPU Limit +: none")
          .containsPattern("Throttlings +: 0")
          .containsPattern("busy +[1-9]\\d*\\.\\d %");

      assertThat(exec(container, "configure process group other cpu-limit 1")).isEmpty();

      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> exec(container, "show process group").contains("Throttlings    : 1"));
      assertThat(exec(container, "show process group")).containsPattern("busy .*Yes");
      assertThat(exec(container, "show log"))
          .contains("<Warn:EPM.groupLimit> The processes use", "more than cpu-limit 1; most: busy")
          .contains("Process busy: it is slowed down");
      Thread runner = thread("jexpy-busy");
      await().atMost(Duration.ofSeconds(60)).until(() -> standsStill(runner));
      // Held down below the limit is not betterment.
      assertThat(exec(container, "show log")).doesNotContain("within their limit again");

      assertThat(exec(container, "unconfigure process group")).isEmpty();
      assertThat(exec(container, "show process group")).containsPattern("busy .*No");
      assertThat(exec(container, "clear process group statistics other")).isEmpty();
      assertThat(exec(container, "show process group")).contains("Throttlings    : 0");
    }
  }

  private static Thread thread(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(one -> one.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static boolean standsStill(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getClassName().equals(Pause.class.getName()));
  }

  @Test
  void aChildProgramIsMeasuredAndSlowedDownAndHearsThatItShallEnd() throws Exception {
    Path program = folder.resolve("loop.sh");
    Files.writeString(
        program,
        """
        #!/bin/sh
        trap 'echo leaves; exit 0' TERM
        while :; do :; done
        """);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    try (Container container =
        Container.builder()
            .modules(folder)
            .permissions(PermissionSet.none().allow(Permission.RUN))
            .start()) {
      container.create(ProcessSpec.executable("child", "loop.sh").auto()).join();
      await().until(() -> exec(container, "show process child").contains("Ready"));

      assertThat(exec(container, "show process group"))
          .containsPattern("child +[1-9]\\d*\\.\\d % +0\\.0 MiB/s +No");
      assertThat(exec(container, "show process child detail"))
          .containsPattern("Resources +: child process \\d+");
      long pid = pid(exec(container, "show process child detail"));
      exec(container, "configure process group other cpu-limit 1");

      await().atMost(Duration.ofSeconds(60)).until(() -> isStopped(pid));

      exec(container, "terminate process child graceful");
      await().atMost(Duration.ofSeconds(60)).until(() -> !ProcessHandle.of(pid).isPresent());
      assertThat(exec(container, "show log process child")).contains("leaves");
    }
  }

  private static long pid(String detail) {
    Matcher found = Pattern.compile("child process (\\d+)").matcher(detail);
    assertThat(found.find()).as(detail).isTrue();
    return Long.parseLong(found.group(1));
  }

  /** As the operating system sees it. */
  private static boolean isStopped(long pid) throws IOException, InterruptedException {
    Process ps = new ProcessBuilder("ps", "-o", "state=", "-p", Long.toString(pid)).start();
    String state = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    ps.waitFor();
    return state.startsWith("T");
  }

  @Test
  void limitsAreConfiguration() throws Exception {
    Path state = folder.resolve("state");
    try (Container container = Container.builder().stateDirectory(state).start()) {
      exec(container, "configure process group other memory-limit 50");
      exec(container, "configure process group other cpu-limit 90");
      assertThat(exec(container, "save configuration")).contains("successfully");
    }
    try (Container container = Container.builder().stateDirectory(state).start()) {
      assertThat(exec(container, "show configuration"))
          .contains(
              "configure process group other memory-limit 50\nconfigure process group other cpu-limit 90\n");
      assertThat(exec(container, "show process group exos"))
          .startsWith("Process Group  : exos\n")
          .contains("% of all cores");
      exec(container, "unconfigure process group");
      assertThat(exec(container, "show configuration")).doesNotContain("configure process group");
    }
  }

  @Test
  void aLimitThatIsNoPercentageIsRefused() throws Exception {
    try (Container container = Container.builder().modules(folder).start()) {
      assertThat(exec(container, "configure process group other cpu-limit much"))
          .isEqualTo("Error: cpu-limit is 'much' (expected: a percentage from 1 to 100)\n");
      assertThat(exec(container, "configure process group other memory-limit 0"))
          .isEqualTo("Error: memory-limit is 0 (expected: a percentage from 1 to 100)\n");
    }
  }
}
