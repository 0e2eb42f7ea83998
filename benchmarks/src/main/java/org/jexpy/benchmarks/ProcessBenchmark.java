package org.jexpy.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
  private static final String PYTHON =
      Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";

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
   * @param args how many rounds (default 15), and how many idle processes (default 50)
   * @throws Exception if anything fails: a benchmark has no use for a half result
   */
  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
    int idle = args.length > 1 ? Integer.parseInt(args[1]) : 50;
    Path folder = Files.createTempDirectory("jexpy-benchmark");
    Files.writeString(folder.resolve("hello.py"), "print('hello')\n");
    Files.writeString(folder.resolve("idle.py"), IDLE);
    Files.writeString(folder.resolve("idle.mjs"), "import { ready } from 'jexpy:exos'; ready();\n");
    System.out.println("| figure | jexpy | CPython | ratio |\n|---|---|---|---|");
    measureStarts(folder, rounds);
    measureIdle(folder, "Python", ProcessSpec.python("warm", "idle"), idle);
    measureIdle(folder, "JavaScript", ProcessSpec.js("warm", "idle"), idle);
  }

  private static void measureStarts(Path folder, int rounds) throws Exception {
    ProcessBenchmark bench = new ProcessBenchmark(folder, 1);
    double[] ours = new double[rounds];
    double[] theirs = new double[rounds];
    // The first two find no spare.
    for (int i = -2; i < rounds; i++) {
      double mine = bench.create(ProcessSpec.python("one" + (i + 2), "hello"));
      double peer = spawn(1);
      if (i >= 0) {
        ours[i] = mine;
        theirs[i] = peer;
      }
      // Until the next spare is there.
      TimeUnit.SECONDS.sleep(3);
    }
    row("create → first line, spare, median ms", median(ours), median(theirs));
    row("create → first line, spare, p99 ms", last(ours), last(theirs));
    double mine = bench.createAtOnce(20);
    row("twenty at once, until the last begins, ms", mine, spawn(20));
    bench.container.close();
  }

  private double create(ProcessSpec spec) throws Exception {
    long start = System.nanoTime();
    container.create(spec.auto()).join();
    String _ = begun.take();
    double took = (beginnings.getOrDefault(spec.name(), start) - start) / 1e6;
    container.process(spec.name()).join().orElseThrow().delete().join();
    return took;
  }

  private double createAtOnce(int count) throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      var _ = container.create(ProcessSpec.python("many" + i, "hello").auto());
    }
    for (int i = 0; i < count; i++) {
      String _ = begun.take();
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static double spawn(int count) throws IOException {
    long start = System.nanoTime();
    List<Process> children = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      children.add(new ProcessBuilder(PYTHON, "-c", "print('hello')").start());
    }
    for (Process child : children) {
      try (InputStream out = child.getInputStream()) {
        int _ = out.read();
      }
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static void measureIdle(Path folder, String language, ProcessSpec like, int count)
      throws Exception {
    ProcessBenchmark bench = new ProcessBenchmark(folder, 0);
    double _ = bench.create(like);
    long before = usedHeap();
    for (int i = 0; i < count; i++) {
      ProcessSpec spec =
          new ProcessSpec(
              "idle" + i, like.program(), like.start(), like.vr(), like.description(), List.of());
      var _ = bench.container.create(spec.auto()).join();
      String _ = bench.begun.take();
    }
    TimeUnit.SECONDS.sleep(5);
    double each = (usedHeap() - before) / 1e6 / count;
    System.out.printf(
        "| heap of an idle %s process, MB each at %d | %.2f | | |%n", language, count, each);
    Duration cpu = cpu();
    TimeUnit.SECONDS.sleep(10);
    double share = cpu().minus(cpu).toNanos() / 1e9 / 10 * 100;
    System.out.printf(
        "| %d idle %s processes, %% of a core | %.2f | | |%n", count, language, share);
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

  private static void row(String figure, double mine, double peer) {
    System.out.printf("| %s | %.1f | %.1f | %.2f |%n", figure, mine, peer, mine / peer);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static double last(double[] values) {
    return Arrays.stream(values).max().orElse(0);
  }
}
