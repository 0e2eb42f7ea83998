package org.jexpy.benchmarks;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Value;
import org.jexpy.host.loop.MainLoop;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.GuestVisible;
import org.jexpy.sandbox.callgraph.WaitForGraph;
import org.jexpy.sandbox.context.ContextFactory;
import org.jexpy.sandbox.context.ContextKey;
import org.jexpy.sandbox.context.GuestCallback;
import org.jexpy.sandbox.context.GuestContext;
import org.jexpy.sandbox.context.GuestEngine;
import org.jexpy.sandbox.context.GuestPolicy;
import org.jexpy.sandbox.fs.ReadGrant;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.permission.PermissionSet;
import org.jexpy.sandbox.resource.OwnedResources;
import org.jexpy.sandbox.thread.CallbackLanes;
import org.jexpy.sandbox.thread.LaneOptions;
import org.jexpy.sandbox.thread.Runner;

/**
 * From an event on the main loop to the first statement of a Python callback on the event lane of
 * its process, beside CPython: from one thread to a function on another, by a queue. Events come
 * one every two milliseconds, so each finds the lane asleep.
 */
public final class EventLatency {
  private static final int WARM_UP = 10_000;
  private static final int EVENTS = 3_000;
  private static final double MICROS = 1e3;

  private static final String PEER =
      """
      import queue, statistics, threading, time
      events, micros = queue.SimpleQueue(), []
      def arrived(sent): micros.append((time.perf_counter_ns() - sent) / 1e3)
      def lane():
          while (sent := events.get()) is not None: arrived(sent)
      thread = threading.Thread(target=lane); thread.start()
      for _ in range(EVENTS):
          events.put(time.perf_counter_ns()); time.sleep(0.002)
      events.put(None); thread.join()
      micros.sort()
      print(micros[len(micros) // 2], micros[len(micros) * 99 // 100])
      """;

  private final BlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();

  private EventLatency() {}

  /**
   * What the callback calls first.
   *
   * @param arrivals where it tells when that was
   */
  public record Arrival(BlockingQueue<Long> arrivals) {
    /** It has begun. */
    @GuestVisible
    public void now() {
      arrivals.add(System.nanoTime());
    }
  }

  /**
   * Measure and print rows of a table.
   *
   * @param args the name of the profile, for the table
   * @throws Exception if anything fails: a benchmark has no use for a half result
   */
  public static void main(String[] args) throws Exception {
    String profile = args.length > 0 ? args[0] : "?";
    String[] peer = Cpython.output(PEER.replace("EVENTS", Integer.toString(EVENTS))).split("\\s+");
    try (GuestEngine engine = GuestEngine.create()) {
      var factory = new ContextFactory(engine, List.of(), "jexpy");
      Runner runner =
          Runner.start("bench", self -> new EventLatency().live(self, factory, profile, peer));
      int _ = runner.status().get(10, TimeUnit.MINUTES);
    }
  }

  private int live(Runner runner, ContextFactory factory, String profile, String[] peer)
      throws Exception {
    ContextKey key = ContextKey.of(GuestLanguage.PYTHON, PermissionSet.all(), false, false);
    WaitForGraph graph = new WaitForGraph(call -> {});
    LaneOptions options = LaneOptions.reportingTo((lane, failure) -> failure.printStackTrace());
    try (GuestContext context = factory.create(key);
        CallbackLanes lanes = new CallbackLanes("bench", false, runner, graph, 0, options)) {
      context.bind(policy());
      Value function = context.polyglot().eval("python", "lambda arrival: arrival.now()");
      GuestCallback callback = new GuestCallback(function, lanes, false);
      MainLoop loop = MainLoop.unowned();
      Thread thread = new Thread(loop::run, "bench-main-loop");
      thread.start();
      Value arrival = context.polyglot().asValue(new Arrival(arrivals));
      double[] micros = new double[EVENTS];
      for (int i = -WARM_UP; i < EVENTS; i++) {
        double took = event(loop, callback, arrival);
        if (i >= 0) {
          micros[i] = took;
          TimeUnit.MILLISECONDS.sleep(2);
        }
      }
      loop.stop();
      thread.join();
      String figure = "event → Python callback, profile " + profile;
      Figures.row(
          figure + ", median µs (goal 100)", Figures.median(micros), Double.parseDouble(peer[0]));
      Figures.row(
          figure + ", p99 µs (goal 2000)", Figures.p99(micros), Double.parseDouble(peer[1]));
    }
    return 0;
  }

  private double event(MainLoop loop, GuestCallback callback, Value arrival) throws Exception {
    long[] sent = new long[1];
    loop.execute(
        () -> {
          sent[0] = System.nanoTime();
          callback.post(arrival);
        });
    return (arrivals.take() - sent[0]) / MICROS;
  }

  private static GuestPolicy policy() {
    return new GuestPolicy(
        AccessGate.of(PermissionSet.all()),
        ReadGrant.NOTHING,
        Map.of(),
        new GuestStreams(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            false,
            false),
        Path.of("/"),
        new OwnedResources());
  }
}
