package org.jexpy.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jexpy.host.container.Container;
import org.jexpy.host.process.ProcessChange;
import org.jexpy.host.process.ProcessInfo;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;

/**
 * Processes of a container beside spawned CPython, in one run: from {@code create} to the first
 * line of user code one at a time and twenty at once, what an idle process holds of the heap, and
 * what idle processes cost of a core. Prints one Markdown table.
 */
public final class ProcessBenchmark {
  private static final String IDLE =
      "import logging, json, threading, socket\nfrom exos.api import ready\nready()\n";
  private static final int AT_ONCE = 20;

  private final Container container;
  private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
  private final Map<String, Long> beginnings = new ConcurrentHashMap<>();

  private ProcessBenchmark(Path folder, int spares) throws IOException {
    container =
        Container.builder()
            .modules(folder)
            .spares(spares)
            .permissions(PermissionSet.none().allow(Permission.THREADS))
            .listener(this::changed)
            .start();
  }

  private void changed(ProcessChange change, ProcessInfo process) {
    // The listener hears of the script's beginning right after it; its first line is as early.
    if (change == ProcessChange.LOADING) {
      beginnings.put(process.spec().name(), System.nanoTime());
      begun.add(process.spec().name());
    }
  }

  /**
   * Measure and print a table.
   *
   * @param args how many rounds (default 15), how many idle processes there are at most (200), and
   *     what is measured (starts,bursts,idle)
   * @throws Exception if anything fails: a benchmark has no use for a half result
   */
  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
    int idle = args.length > 1 ? Integer.parseInt(args[1]) : 200;
    Path folder = Files.createTempDirectory("jexpy-benchmark");
    Files.writeString(folder.resolve("hello.py"), "print('hello')\n");
    Files.writeString(folder.resolve("idle.py"), IDLE);
    Files.writeString(folder.resolve("idle.mjs"), "import { ready } from 'jexpy:exos'; ready();\n");
    String parts = args.length > 2 ? args[2] : "starts,bursts,idle";
    Figures.head();
    if (parts.contains("starts")) {
      measureStarts(folder, rounds);
    }
    if (parts.contains("bursts")) {
      measureBurst(folder, "from spares", AT_ONCE);
      measureBurst(folder, "one from a spare", 1);
    }
    if (parts.contains("idle")) {
      // What Python leaves behind is freed late, and would be taken for a gain of the other's.
      measureIdle(folder, "JavaScript", ProcessSpec.js("warm", "idle"), idle);
      measureIdle(folder, "Python", ProcessSpec.python("warm", "idle"), idle);
    }
  }

  private static void measureStarts(Path folder, int rounds) throws Exception {
    ProcessBenchmark bench = new ProcessBenchmark(folder, 1);
    double[] ours = new double[rounds];
    double[] theirs = new double[rounds];
    // The first two find no spare.
    for (int i = -2; i < rounds; i++) {
      double mine = bench.create(ProcessSpec.python("one" + (i + 2), "hello"));
      double peer = Cpython.firstBytes(1)[0];
      if (i >= 0) {
        ours[i] = mine;
        theirs[i] = peer;
      }
      awaitSpares(1);
    }
    String figure = "create → first line, from a spare";
    Figures.row(
        figure + ", median ms (goal ratio 1)", Figures.median(ours), Figures.median(theirs));
    Figures.row(figure + ", p99 ms", Figures.p99(ours), Figures.p99(theirs));
    bench.container.close();
    ProcessBenchmark without = new ProcessBenchmark(folder, 0);
    double[] cold = new double[rounds];
    for (int i = -2; i < rounds; i++) {
      double mine = without.create(ProcessSpec.python("cold" + (i + 2), "hello"));
      if (i >= 0) {
        cold[i] = mine;
      }
    }
    Figures.row(
        "create → first line, cold, median ms", Figures.median(cold), Figures.median(theirs));
    Figures.row("create → first line, cold, p99 ms", Figures.p99(cold), Figures.p99(theirs));
    without.container.close();
  }

  private double create(ProcessSpec spec) throws Exception {
    long start = System.nanoTime();
    container.create(spec.auto()).join();
    String _ = begun.take();
    double took = (beginnings.getOrDefault(spec.name(), start) - start) / 1e6;
    container.process(spec.name()).join().orElseThrow().delete().join();
    return took;
  }

  private static void measureBurst(Path folder, String how, int spares) throws Exception {
    ProcessBenchmark bench = new ProcessBenchmark(folder, spares);
    for (int i = 0; i < 3; i++) {
      double _ = bench.create(ProcessSpec.python("warm" + i, "hello"));
    }
    awaitSpares(spares);
    awaitQuiet();
    double[] ours = bench.createAtOnce(AT_ONCE);
    awaitQuiet();
    double[] theirs = Cpython.firstBytes(AT_ONCE);
    String figure = AT_ONCE + " at once, " + how;
    Figures.row(figure + ", median ms", Figures.median(ours), Figures.median(theirs));
    Figures.row(figure + ", the last, ms (goal ratio 3)", Figures.p99(ours), Figures.p99(theirs));
    bench.container.close();
  }

  private double[] createAtOnce(int count) throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      var _ = container.create(ProcessSpec.python("many" + i, "hello").auto());
    }
    double[] millis = new double[count];
    for (int i = 0; i < count; i++) {
      millis[i] = (beginnings.getOrDefault(begun.take(), start) - start) / 1e6;
    }
    return millis;
  }

  /** Until so many Runners have made their context and wait for work. */
  private static void awaitSpares(int count) throws InterruptedException {
    long ready;
    do {
      TimeUnit.MILLISECONDS.sleep(200);
      ready =
          Thread.getAllStackTraces().keySet().stream()
              .filter(one -> one.getName().startsWith("jexpy-spare-"))
              .filter(one -> one.getState() == Thread.State.WAITING)
              .count();
    } while (ready < count);
  }

  /** Until what is done in the background is done: spares are made, garbage is collected. */
  private static void awaitQuiet() throws InterruptedException {
    Duration before;
    Duration now = cpu();
    do {
      before = now;
      TimeUnit.SECONDS.sleep(1);
      now = cpu();
    } while (now.minus(before).toMillis() > 50);
  }

  private static void measureIdle(Path folder, String language, ProcessSpec like, int most)
      throws Exception {
    ProcessBenchmark bench = new ProcessBenchmark(folder, 0);
    for (int i = 0; i < 2; i++) {
      double _ = bench.create(like);
    }
    long before = usedHeap();
    int there = 0;
    for (int count : new int[] {1, 50, most}) {
      for (; there < count; there++) {
        ProcessSpec spec =
            new ProcessSpec(
                "idle" + there,
                like.program(),
                like.start(),
                like.vr(),
                like.description(),
                List.of());
        var _ = bench.container.create(spec.auto()).join();
        String _ = bench.begun.take();
      }
      awaitQuiet();
      Figures.row(
          "heap of an idle %s process, MB each at %d".formatted(language, count),
          (usedHeap() - before) / 1e6 / count);
    }
    Duration cpu = cpu();
    TimeUnit.SECONDS.sleep(10);
    double share = cpu().minus(cpu).toNanos() / 1e9 / 10 * 100;
    Figures.row("%d idle %s processes, %% of a core (goal 1)".formatted(most, language), share);
    bench.container.close();
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
