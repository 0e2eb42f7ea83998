package org.jexpy.host.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator learns of a process that runs, and asks of one that does not. */
@Timeout(180)
final class OperatorCommandsTest {
  @TempDir Path folder;

  private static String exec(Container container, String line) {
    return container.exec(line).join().output();
  }

  private Container start() throws IOException {
    return Container.builder()
        .modules(folder)
        .permissions(PermissionSet.none().allow(Permission.THREADS))
        .start();
  }

  @Test
  void aRunningProcessShowsItsHeartbeatsTraceBuffersAndThreads() throws Exception {
    Files.writeString(
        folder.resolve("busy.py"),
        """
        import threading, time
        from exos.api import TraceBuffer, ready
        one, two = TraceBuffer("one", 1000), TraceBuffer("two", 2000)
        one.log("first"); two.log("second")
        threading.current_thread().register(60)
        threading.Thread(target=threading.Event().wait, name="helper", daemon=True).start()
        ready()
        while True: time.sleep(0.05)
        """);
    try (Container container = start()) {
      container.create(ProcessSpec.python("busy", "busy").auto()).join();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> exec(container, "show process busy").contains("Ready"));

      assertThat(exec(container, "show heartbeat process"))
          .containsPattern("Process Name +Thread +Period +Last Beat Ago +Missed")
          .containsPattern("busy +MainThread +60\\.0 s +\\d+\\.\\d s +No\n");
      assertThat(exec(container, "show heartbeat process busy")).contains("MainThread");

      assertThat(exec(container, "debug ems show trace busy"))
          .containsPattern("--- one \\(1000 bytes\\) ---\n.* first\n--- two")
          .isEqualTo(exec(container, "debug ems show trace busy all"));
      assertThat(exec(container, "debug ems show trace busy one"))
          .endsWith(" first\n")
          .doesNotContain("second");
      assertThat(exec(container, "debug ems show trace busy three"))
          .isEqualTo("Error: Process busy has no trace buffer three; it has one, two.\n");
      assertThat(exec(container, "debug ems clear trace busy one")).isEmpty();
      assertThat(exec(container, "debug ems show trace busy all"))
          .contains("second")
          .doesNotContain("first");

      assertThat(exec(container, "show process busy detail"))
          .containsPattern("Threads +: jexpy-busy, \\S")
          .containsPattern("Resources +: .*subscription heartbeat MainThread");
      exec(container, "terminate process busy forceful");
      assertThat(exec(container, "show heartbeat process busy")).doesNotContain("MainThread");
      assertThat(exec(container, "debug ems show trace busy"))
          .startsWith("Error: Process busy has no trace buffers");
      assertThat(exec(container, "show process busy detail"))
          .contains("Threads")
          .doesNotContain("jexpy-busy");
    }
  }

  @Test
  void aProcessThatDoesNotExistIsRefusedByAll() throws Exception {
    try (Container container = start()) {
      for (String line :
          new String[] {
            "show heartbeat process x",
            "debug ems show trace x",
            "debug ems clear trace x all",
            "show process x detail"
          }) {
        assertThat(exec(container, line))
            .as(line)
            .isEqualTo("Error: Process x does not exist.  'show process' lists those that do.\n");
      }
    }
  }
}
