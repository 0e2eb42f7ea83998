package org.jexpy.benchmarks;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.ScriptCode;
import org.jexpy.sandbox.ScriptRunner;
import org.jexpy.sandbox.context.ContextFactory;
import org.jexpy.sandbox.context.GuestEngine;
import org.jexpy.sandbox.context.GuestStarter;
import org.jexpy.sandbox.context.SpareRunners;
import org.jexpy.sandbox.context.StartKind;
import org.jexpy.sandbox.context.StartedGuest;
import org.jexpy.sandbox.guest.GuestWorlds;
import org.jexpy.sandbox.permission.PermissionSet;

/**
 * From the request to the first byte that the script prints: a spare Runner, a cold start in the
 * same JVM, and a spawned CPython, in one run. Both sides print one line; the spawn is measured
 * from here, by pipe.
 */
public final class SpareStart {
  private static final String CODE = "print('hello')";

  private final SpareRunners spares;
  private final GuestStarter starter;

  private SpareStart(SpareRunners spares, GuestStarter starter) {
    this.spares = spares;
    this.starter = starter;
  }

  /**
   * Measure and print a table.
   *
   * @param args how many rounds; 15 if not given
   * @throws Exception if anything fails: a benchmark has no use for a half result
   */
  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
    try (GuestEngine engine = GuestEngine.create()) {
      var factory = new ContextFactory(engine, List.of(), "jexpy");
      var starter = new GuestStarter(factory, language -> GuestWorlds.of(language, List.of()));
      try (SpareRunners spares = new SpareRunners(starter)) {
        new SpareStart(spares, starter).measure(rounds);
      }
    }
  }

  private void measure(int rounds) throws Exception {
    spares.keep(script(new FirstByte()).key(false), 1);
    // The first start of each kind loads classes: it is shown, and not counted.
    double first = millis(this::spare);
    double[] spare = series(rounds, this::spare);
    double[] cold = series(Math.min(rounds, 5), this::cold);
    double[] cpython = series(rounds, SpareStart::cpython);
    System.out.printf("%-28s %8s %8s %8s%n", "ms to first byte", "median", "min", "max");
    row("spare Runner", spare);
    row("cold context, same JVM", cold);
    row("spawned CPython", cpython);
    System.out.printf(
        "spare / CPython = %.2f (goal <= 1); first spare of the JVM %.1f ms%n",
        Figures.median(spare) / Figures.median(cpython), first);
  }

  private static void row(String name, double[] series) {
    System.out.printf(
        "%-28s %8.1f %8.1f %8.1f%n",
        name,
        Figures.median(series),
        Arrays.stream(series).min().orElse(0),
        Arrays.stream(series).max().orElse(0));
  }

  private interface Start {
    long nanos() throws Exception;
  }

  private static double millis(Start start) throws Exception {
    return start.nanos() / 1e6;
  }

  private static double[] series(int rounds, Start start) throws Exception {
    double[] series = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      series[i] = millis(start);
    }
    return series;
  }

  private long spare() throws Exception {
    FirstByte out = new FirstByte();
    ScriptRunner script = script(out);
    while (spares.ready(script.key(false)) == 0) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return start(
        out,
        () -> {
          StartedGuest guest = spares.start("guest", script.key(false), script::live);
          if (guest.kind() != StartKind.SPARE) {
            throw new IllegalStateException("no spare was ready");
          }
          return guest;
        });
  }

  private long cold() throws Exception {
    FirstByte out = new FirstByte();
    ScriptRunner script = script(out);
    return start(out, () -> starter.startCold("guest", script.key(false), script::live));
  }

  private interface Starting {
    StartedGuest start();
  }

  private static long start(FirstByte out, Starting starting) throws Exception {
    long began = System.nanoTime();
    StartedGuest guest = starting.start();
    long written = out.written.get(60, TimeUnit.SECONDS);
    guest.runner().status().get(60, TimeUnit.SECONDS);
    return written - began;
  }

  private static long cpython() throws Exception {
    return (long) (Cpython.firstBytes(1)[0] * 1e6);
  }

  private static ScriptRunner script(OutputStream out) {
    RunRequest request =
        new RunRequest(
            GuestLanguage.PYTHON,
            new ScriptCode.Text(CODE),
            List.of(),
            PermissionSet.none(),
            List.of(),
            Map.of(),
            Path.of("/"),
            "jexpy");
    var streams =
        new GuestStreams(
            InputStream.nullInputStream(), out, OutputStream.nullOutputStream(), false, false);
    return new ScriptRunner(request, streams, List.of());
  }

  /** Notes when the first byte comes. */
  private static final class FirstByte extends OutputStream {
    private final CompletableFuture<Long> written = new CompletableFuture<>();

    @Override
    public void write(int value) {
      written.complete(System.nanoTime());
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      written.complete(System.nanoTime());
    }
  }
}
