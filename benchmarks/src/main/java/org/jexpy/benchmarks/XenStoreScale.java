package org.jexpy.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jexpy.bindings.xenstore.core.server.XenStoreServer;
import org.jexpy.bindings.xenstore.core.wire.FrameReader;
import org.jexpy.bindings.xenstore.core.wire.FrameWriter;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.bindings.xenstore.core.wire.Payload;

/**
 * What an operation costs in a large store, beside a small one: two servers in this program, asked
 * in turn. The cost is the processor's time that the server's thread takes, so that neither clients
 * nor a busy machine count; many requests are sent at a time, so that waking it does not, either.
 */
public final class XenStoreScale implements Closeable {
  private static final int BATCH = 64;
  private static final int FOLDER = 1000;
  private static final double MICROS = 1e3;
  private static final long NANOS = 1_000_000;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final XenStoreServer server;
  private final long thread;
  private final Path socket;
  private final int nodes;
  private final int watches;
  private final Selector watchers = Selector.open();
  private final SocketChannel client;
  private final ByteBuffer out = ByteBuffer.allocateDirect(1 << 20);
  private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 18);
  private final Random random = new Random(1);
  private int transactions;
  private int lastWatched;

  /** What is asked for one operation; one answer for each packet. */
  @FunctionalInterface
  private interface Question {
    List<Packet> of(XenStoreScale store);
  }

  /**
   * Something to be measured.
   *
   * @param name for people
   * @param question what is asked
   */
  private record Measure(String name, Question question) {}

  private static final List<Measure> MEASURES =
      List.of(
          new Measure("read", it -> List.of(it.request(Operation.READ, it.node()))),
          new Measure(
              "write, unwatched", it -> List.of(it.request(Operation.WRITE, it.unwatched(), "v"))),
          new Measure(
              "write, another client watches",
              it -> List.of(it.request(Operation.WRITE, it.nextWatched(), "v"))),
          new Measure("permissions", it -> List.of(it.request(Operation.GET_PERMS, it.node()))),
          new Measure(
              "make and remove a node",
              it -> {
                String path = it.node() + "/new";
                return List.of(it.request(Operation.MKDIR, path), it.request(Operation.RM, path));
              }),
          new Measure(
              "watch and unwatch",
              it -> {
                String path = it.node();
                return List.of(
                    it.request(Operation.WATCH, path, "t"),
                    it.request(Operation.UNWATCH, path, "t"));
              }),
          new Measure("transaction: read and write", XenStoreScale::transaction));

  private XenStoreScale(Path socket, int nodes, int watches, int connections) throws IOException {
    this.socket = socket;
    this.nodes = nodes;
    this.watches = watches;
    Set<Long> before = serverThreads();
    server = XenStoreServer.builder().socket(socket).start();
    thread = serverThreads().stream().filter(id -> !before.contains(id)).findFirst().orElseThrow();
    client = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    many(nodes, i -> request(Operation.WRITE, path(i), "value " + i));
    for (int i = 0; i < connections; i++) {
      SocketChannel watcher = SocketChannel.open(UnixDomainSocketAddress.of(socket));
      for (int j = i; j < watches; j += connections) {
        ask(watcher, List.of(request(Operation.WATCH, watched(j), "t" + j)));
      }
      watcher.configureBlocking(false);
      var _ = watcher.register(watchers, SelectionKey.OP_READ);
    }
    Thread.ofPlatform().name("watchers").daemon().start(this::takeEvents);
  }

  private void takeEvents() {
    ByteBuffer events = ByteBuffer.allocateDirect(1 << 16);
    try {
      while (watchers.isOpen()) {
        int _ =
            watchers.select(
                key -> {
                  try {
                    int _ = ((SocketChannel) key.channel()).read(events.clear());
                  } catch (IOException e) {
                    key.cancel();
                  }
                });
      }
    } catch (IOException | ClosedSelectorException e) {
      // It is over.
    }
  }

  private static Set<Long> serverThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(one -> one.getName().equals("jexpy-xenstore"))
        .map(Thread::threadId)
        .collect(Collectors.toSet());
  }

  /**
   * Measure, and print a line for each figure: its name, the small store's, the large store's, and
   * the ratio, with tabs between.
   *
   * @param args how many rounds (default 9), milliseconds of one (60), nodes (100000), watches
   *     (10000) and connections (2000)
   * @throws IOException if a server ends
   */
  public static void main(String[] args) throws IOException {
    int rounds = number(args, 0, 9);
    int millis = number(args, 1, 60);
    int nodes = number(args, 2, 100_000);
    int watches = number(args, 3, 10_000);
    int connections = number(args, 4, 2_000);
    Path folder = Files.createTempDirectory("jexpy-scale");
    try (XenStoreScale small = new XenStoreScale(folder.resolve("s"), 2 * BATCH, BATCH, BATCH)) {
      long before = usedHeap();
      long start = System.nanoTime();
      try (XenStoreScale large =
          new XenStoreScale(folder.resolve("l"), nodes, watches, connections)) {
        double seconds = (System.nanoTime() - start) / 1e9;
        double megabytes = (usedHeap() - before) / 1e6;
        String what = nodes + " nodes, " + watches + " watches, " + connections + " connections";
        System.out.printf("%s: heap, MB\t\t%.1f\t%n", what, megabytes);
        System.out.printf("%s: made in, s\t\t%.1f\t%n", what, seconds);
        for (int batch : new int[] {1, BATCH}) {
          for (Measure measure : MEASURES) {
            print(
                "%s, %d at a time, µs".formatted(measure.name(), batch),
                rounds,
                () -> small.cost(measure, batch, millis),
                () -> large.cost(measure, batch, millis));
          }
        }
        print(
            "connect, ask, close, µs",
            rounds,
            () -> small.visits(millis),
            () -> large.visits(millis));
      }
    }
    Files.delete(folder);
  }

  private static int number(String[] args, int at, int otherwise) {
    return args.length > at ? Integer.parseInt(args[at]) : otherwise;
  }

  /** One round; gives µs. */
  @FunctionalInterface
  private interface Round {
    double run() throws IOException;
  }

  private static void print(String name, int rounds, Round small, Round large) throws IOException {
    double[] few = new double[rounds];
    double[] many = new double[rounds];
    double[] ratio = new double[rounds];
    // The first ones make the code warm.
    for (int i = -rounds; i < rounds; i++) {
      double one = small.run();
      double other = large.run();
      if (i >= 0) {
        few[i] = one;
        many[i] = other;
        ratio[i] = other / one;
      }
    }
    System.out.printf(
        "%s\t%.2f\t%.2f\t%.2f%n",
        name, Figures.median(few), Figures.median(many), Figures.median(ratio));
  }

  private double cost(Measure measure, int operations, int millis) throws IOException {
    long start = THREADS.getThreadCpuTime(thread);
    long end = System.nanoTime() + millis * NANOS;
    int done = 0;
    while (System.nanoTime() < end) {
      List<Packet> batch = new ArrayList<>();
      for (int i = 0; i < operations; i++) {
        batch.addAll(measure.question().of(this));
      }
      ask(client, batch);
      done += operations;
    }
    return (THREADS.getThreadCpuTime(thread) - start) / MICROS / done;
  }

  private double visits(int millis) throws IOException {
    long start = THREADS.getThreadCpuTime(thread);
    long end = System.nanoTime() + millis * NANOS;
    int done = 0;
    while (System.nanoTime() < end) {
      try (SocketChannel visitor = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
        ask(visitor, List.of(request(Operation.READ, "/")));
      }
      done++;
    }
    return (THREADS.getThreadCpuTime(thread) - start) / MICROS / done;
  }

  private List<Packet> transaction() {
    transactions++;
    String path = unwatched();
    return List.of(
        request(Operation.TRANSACTION_START, ""),
        inside(Operation.READ, Payload.of(path)),
        inside(Operation.WRITE, Payload.of(path, "w")),
        inside(Operation.TRANSACTION_END, Payload.of("T")));
  }

  /** The server counts the transactions of a connection, from 1. */
  private Packet inside(Operation operation, byte[] payload) {
    return new Packet(operation.number(), 1, transactions, payload);
  }

  private Packet request(Operation operation, String... words) {
    return new Packet(operation.number(), 1, 0, Payload.of(words));
  }

  private static String path(int number) {
    return "/scale/d%d/n%d".formatted(number / FOLDER, number % FOLDER);
  }

  private String node() {
    return path(random.nextInt(nodes));
  }

  /** The first half of the nodes is watched, by one client after the other. */
  private String watched(int watch) {
    return path(watch * (nodes / 2 / watches));
  }

  private String nextWatched() {
    lastWatched = (lastWatched + 1) % watches;
    return watched(lastWatched);
  }

  private String unwatched() {
    return path(nodes / 2 + random.nextInt(nodes / 2));
  }

  private void many(int count, IntFunction<Packet> each) throws IOException {
    for (int from = 0; from < count; from += BATCH) {
      List<Packet> batch = new ArrayList<>();
      for (int i = from; i < Math.min(count, from + BATCH); i++) {
        batch.add(each.apply(i));
      }
      ask(client, batch);
    }
  }

  /** Sends all, and waits for as many answers that are no events. */
  private void ask(SocketChannel channel, List<Packet> requests) throws IOException {
    out.clear().order(ByteOrder.nativeOrder());
    requests.forEach(packet -> FrameWriter.put(out, packet));
    out.flip();
    while (out.hasRemaining()) {
      int _ = channel.write(out);
    }
    FrameReader answers = new FrameReader();
    int left = requests.size();
    while (left > 0) {
      if (channel.read(in.clear()) < 0) {
        throw new IOException("the server has closed the connection");
      }
      answers.feed(in.flip());
      for (Packet packet = answers.next(); packet != null; packet = answers.next()) {
        if (packet.is(Operation.ERROR)) {
          throw new IOException("refused: " + packet);
        }
        left -= packet.is(Operation.WATCH_EVENT) ? 0 : 1;
      }
    }
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : List.copyOf(watchers.keys())) {
      key.channel().close();
    }
    watchers.close();
    client.close();
    server.close();
  }
}
