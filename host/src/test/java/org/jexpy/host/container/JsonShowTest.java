package org.jexpy.host.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every {@code show} gives JSON to who wants it. */
@Timeout(180)
final class JsonShowTest {
  @TempDir Path folder;

  @Test
  void everyShowGivesOneValueALine() throws Exception {
    Files.writeString(
        folder.resolve("up.mjs"),
        """
        import { Heartbeat, TraceBuffer, ready } from 'jexpy:exos';
        new Heartbeat('main', 60);
        new TraceBuffer('steps', 1000).log('first');
        setInterval(() => {}, 1000);
        console.log('said "this"');
        ready();
        """);
    try (OpenContainer container = new OpenContainer(Container.builder().modules(folder))) {
      assertThat(container.json("create process up js-module up start auto")).isEmpty();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> container.exec("show process up").contains("Ready"));
      assertThat(container.json("configure process group other memory-limit 90")).isEmpty();

      rows(container, "show process", "\"name\":\"up\"", "\"state\":\"Ready\"");
      rows(container, "show process up", "\"name\":\"up\"");
      value(container, "show process up detail", "up");
      value(container, "show process up description", "up");
      value(container, "show process group", "up");
      value(container, "show process group exos", "exos");
      value(container, "show heartbeat process", "main");
      value(container, "show configuration", "create process up js-module up start auto");
      value(container, "show log", "Process up: started");
      value(container, "show log process up", "said \\\"this\\\"");
      value(container, "debug ems show trace up", "first");
      value(container, "show version", "rofile");
      value(container, "help show process", "show process");
      assertThat(container.json("show process nobody"))
          .isEqualTo(
              "{\"error\":\"Process nobody does not exist.  'show process' lists those that do.\"}\n");
      assertThat(container.json("s process up")).startsWith("{\"error\":");
    }
  }

  private static void rows(OpenContainer container, String line, String... parts) throws Exception {
    assertThat(container.json(line)).as(line).startsWith("[{").endsWith("}]\n").contains(parts);
  }

  private static void value(OpenContainer container, String line, String part) throws Exception {
    String json = container.json(line);
    assertThat(json).as(line).contains(part);
    assertThat(json.lines())
        .as(line)
        .isNotEmpty()
        .allMatch(one -> one.matches("\\[.*]|\\{.*}|\".*\""));
  }
}
