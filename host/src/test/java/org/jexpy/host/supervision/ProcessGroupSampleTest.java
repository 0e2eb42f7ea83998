package org.jexpy.host.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ProcessGroupSampleTest {
  @TempDir Path modules;

  @Test
  void twoWhoAskAtOnceDoNotCutEachOthersTime() throws Exception {
    AtomicInteger readings = new AtomicInteger();
    FakeRun run =
        new FakeRun() {
          @Override
          public Map<Long, Usage> counters() {
            // As an operating system counts: by ticks, of which one may fall between two readings.
            long ticks = readings.incrementAndGet();
            return Map.of(1L, new Usage(Duration.ofMillis(10 * ticks).toNanos(), 0));
          }
        };
    TestTable processes = new TestTable(modules, PermissionSet.none());
    try {
      ProcessGroup group = new ProcessGroup(processes.around(), () -> Map.of("p", run));
      CompletableFuture<GroupReport> one = processes.ask(group::other);
      CompletableFuture<GroupReport> two = processes.ask(group::other);

      for (CompletableFuture<GroupReport> each : List.of(one, two)) {
        // At most four ticks in the time of a look, of one core at least.
        assertThat(each.get(60, TimeUnit.SECONDS).peakCpuPercent()).isBetween(0.001, 10.0);
      }
    } finally {
      processes.close();
    }
  }
}
