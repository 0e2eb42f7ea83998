package org.jexpy.host.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jexpy.bindings.exos.core.ProcessState;
import org.jexpy.host.loop.HostThreads;
import org.jexpy.host.loop.MainLoop;
import org.jexpy.host.process.ProcessChange;
import org.jexpy.host.process.ProcessException;
import org.jexpy.host.process.ProcessInfo;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.host.surfaces.Surfaces;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.callgraph.WaitForGraph;
import org.jexpy.sandbox.fs.FolderMounts;
import org.jexpy.sandbox.guest.GuestPool;
import org.jexpy.sandbox.permission.PermissionSet;
import org.jexpy.sandbox.thread.Reaper;
import org.jexpy.sandbox.thread.Watchdog;
import org.jexpy.sandbox.thread.WatchdogRecord;

/** A process table with all that it stands on, and real guests. */
final class TestTable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path modules;
  private final MainLoop loop = MainLoop.unowned();
  private final Thread thread = HostThreads.daemon("test-loop", loop::run);
  private final List<WatchdogRecord> noticed = new CopyOnWriteArrayList<>();
  private final Watchdog watchdog = Watchdog.start("test-watchdog", noticed::add);
  private final GuestPool guests = new GuestPool(Surfaces.managed(), "/usr/bin/jexpy", 0);
  private final Map<String, ByteArrayOutputStream> printed = new ConcurrentHashMap<>();
  private final List<ProcessNews> news = new CopyOnWriteArrayList<>();
  private volatile CommandLines commands =
      (line, asker, out) -> CompletableFuture.failedFuture(new ProcessException("no commands"));
  private final Surroundings around;
  private final ProcessTable table;

  TestTable(Path modules, PermissionSet permissions) {
    this.modules = modules;
    around =
        new Surroundings(
            loop,
            InstantSource.system(),
            guests,
            watchdog,
            new Reaper(watchdog),
            new WaitForGraph(call -> {}),
            4,
            permissions,
            Map.of("PATH", "/usr/bin:/bin"),
            modules,
            FolderMounts.NONE.with(Surroundings.CFG, modules),
            "/usr/bin/jexpy",
            Optional.empty(),
            this::streams,
            (process, met) -> {},
            (line, asker, out) -> commands.execute(line, asker, out),
            news::add);
    table = new ProcessTable(around, 2);
    thread.start();
  }

  private GuestStreams streams(String name) {
    ByteArrayOutputStream out = printed.computeIfAbsent(name, key -> new ByteArrayOutputStream());
    return new GuestStreams(InputStream.nullInputStream(), out, out, false, false);
  }

  /** What becomes of the commands of processes, from now on. */
  void commands(CommandLines wanted) {
    commands = wanted;
  }

  /** Write a module. */
  void write(String file, String text) throws IOException {
    Path path = modules.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  /** Ask the table on its loop. */
  <T> T ask(Callable<T> question) throws Exception {
    return loop.submit(question).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  void create(ProcessSpec spec) throws Exception {
    boolean _ =
        ask(
            () -> {
              table.create(spec);
              return true;
            });
  }

  void start(String name) throws Exception {
    boolean _ =
        ask(
            () -> {
              table.start(name);
              return true;
            });
  }

  void terminate(String name, boolean forceful) throws Exception {
    done(ask(() -> table.terminate(name, forceful)));
  }

  void restart(String name) throws Exception {
    done(ask(() -> table.restart(name)));
  }

  void delete(String name) throws Exception {
    done(ask(() -> table.delete(name)));
  }

  void done(CompletableFuture<Void> end) throws Exception {
    end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  ProcessTable table() {
    return table;
  }

  Surroundings around() {
    return around;
  }

  /** What the watchdog has noticed. */
  List<String> noticed() {
    return noticed.stream().map(one -> one.owner() + ": " + one.text()).toList();
  }

  ProcessInfo info(String name) throws Exception {
    return ask(() -> table.info(name)).orElseThrow();
  }

  ProcessInfo await(String name, ProcessState state) throws Exception {
    Awaitility.await().atMost(PATIENCE).until(() -> info(name).state() == state);
    return info(name);
  }

  /** Wait for the end of a run that ends by itself. */
  ProcessInfo awaitEnd(String name) throws Exception {
    Awaitility.await().atMost(PATIENCE).until(() -> info(name).exitStatus().isPresent());
    return info(name);
  }

  void awaitPrinted(String name, String text) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(printed(name)).as(name).contains(text));
  }

  String printed(String name) {
    ByteArrayOutputStream out = printed.get(name);
    return out == null ? "" : out.toString(StandardCharsets.UTF_8);
  }

  /** Forget what was printed until now. */
  void forget(String name) {
    Objects.requireNonNull(printed.get(name), "it has printed").reset();
  }

  /** What happened to a process, in order. */
  List<ProcessChange> news(String name) {
    return news.stream()
        .filter(one -> one.process().spec().name().equals(name))
        .map(ProcessNews::change)
        .toList();
  }

  void close() throws Exception {
    done(ask(table::close));
    guests.close();
    watchdog.close();
    loop.stop();
    thread.join();
  }
}
