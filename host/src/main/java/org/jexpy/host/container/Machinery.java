package org.jexpy.host.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jexpy.bindings.exos.core.Severity;
import org.jexpy.host.command.Asker;
import org.jexpy.host.command.CommandRegistry;
import org.jexpy.host.command.Output;
import org.jexpy.host.command.Session;
import org.jexpy.host.command.xenstore.ShowXenStore;
import org.jexpy.host.control.ControlServer;
import org.jexpy.host.log.Logs;
import org.jexpy.host.log.ProcessLog;
import org.jexpy.host.log.TraceFolder;
import org.jexpy.host.loop.HostThreads;
import org.jexpy.host.loop.MainLoop;
import org.jexpy.host.process.GroupLimits;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.host.process.XenStoreSpec;
import org.jexpy.host.state.ConfigurationFile;
import org.jexpy.host.state.StateDirectory;
import org.jexpy.host.state.StatePaths;
import org.jexpy.host.supervision.ProcessNews;
import org.jexpy.host.supervision.ProcessTable;
import org.jexpy.host.supervision.Scripts;
import org.jexpy.host.supervision.Surroundings;
import org.jexpy.host.surfaces.Surfaces;
import org.jexpy.host.xenstore.EmbeddedXenStore;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.callgraph.WaitForGraph;
import org.jexpy.sandbox.fs.FolderMounts;
import org.jexpy.sandbox.guest.GuestPool;
import org.jexpy.sandbox.permission.PermissionSet;
import org.jexpy.sandbox.thread.Reaper;
import org.jexpy.sandbox.thread.Watchdog;
import org.jexpy.sandbox.thread.WatchdogRecord;
import org.jspecify.annotations.Nullable;

/** The parts of a container, put together; opened and closed in the right order. */
final class Machinery {
  private static final System.Logger LOG = System.getLogger("org.jexpy.container");

  private final MainLoop loop;
  private final Optional<StateDirectory> state;
  private final Logs logs;
  private final Optional<EmbeddedXenStore> xenStore;
  private final Watchdog watchdog;
  private final GuestPool guests;
  private final ProcessTable processes;
  private final Scripts scripts;
  private final Store store;
  private final CommandRegistry commands;
  private final List<ContainerListener> listeners;
  private final Callbacks callbacks;
  private final ProcessWaits waits;
  private final boolean controlled;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private volatile @Nullable Thread closer;
  private @Nullable ControlServer control;

  Machinery(Container.Builder plan, MainLoop loop) {
    this.loop = loop;
    this.callbacks = new Callbacks(loop);
    Clock clock = Clock.system(ZoneId.systemDefault());
    this.state =
        Optional.ofNullable(plan.stateDirectory)
            .map(path -> StateDirectory.open(new StatePaths(path), plan.command));
    this.logs =
        state
            .map(directory -> Logs.in(directory.paths().logs(), clock, Machinery::logThread))
            .orElseGet(() -> Logs.inMemory(clock));
    this.listeners = List.copyOf(plan.listeners);
    this.controlled = plan.controlSocket;
    this.watchdog = Watchdog.start("jexpy-watchdog", this::noticed);
    this.guests = new GuestPool(Surfaces.managed(), plan.executable, plan.spares);
    this.store = new Store(loop, state.map(ConfigurationFile::in));
    Path modules = modules(plan.modules, state);
    Optional<TraceFolder> traces =
        state.map(directory -> new TraceFolder(directory.paths().temporary()));
    this.xenStore = Optional.ofNullable(plan.xenStore).map(this::xenStore);
    Surroundings around =
        new Surroundings(
            loop,
            clock,
            guests,
            watchdog,
            new Reaper(watchdog),
            new WaitForGraph(call -> noticed(WatchdogRecord.of(call))),
            plan.callbackWorkers,
            permissions(plan.permissions),
            xenStore.map(served -> served.environment(plan.environment)).orElse(plan.environment),
            modules,
            mounts(modules, state),
            plan.executable,
            traces,
            this::streams,
            (process, met) -> logs.events().record(met, Optional.of(process)),
            (line, asker, out) -> {
              Session session = Session.text(asker);
              return commands().execute(line, Output.of(session, out), session);
            },
            this::changed);
    this.processes =
        new ProcessTable(around, Math.max(2, Runtime.getRuntime().availableProcessors()));
    this.scripts = new Scripts(around, new GuestPool(Surfaces.scripts(), plan.executable, 0));
    this.waits = new ProcessWaits(loop, processes::info);
    this.commands = Commands.of(processes, scripts, store, logs, clock);
    commands.register(
        new ShowXenStore(
            xenStore.map(
                served ->
                    // Told on the loop, like all commands; what went wrong, too.
                    path -> served.look(path).whenCompleteAsync((view, failure) -> {}, loop))));
  }

  private static Thread logThread(Runnable body) {
    return HostThreads.daemon("jexpy-log", body);
  }

  private static Path modules(@Nullable Path chosen, Optional<StateDirectory> state) {
    Path folder =
        chosen != null
            ? chosen
            : state.map(directory -> directory.paths().modules()).orElse(Path.of(""));
    return folder.toAbsolutePath().normalize();
  }

  /** A guest opens files in this process, whose lock ends as soon as it closes its file. */
  private PermissionSet permissions(PermissionSet granted) {
    PermissionSet set =
        state
            .map(StateDirectory::paths)
            .map(
                paths ->
                    granted.reserve(
                        paths.lock(),
                        "belongs to the container, which would lose its lock on '%s'"
                            .formatted(paths.root())))
            .orElse(granted);
    return xenStore.map(served -> served.permissions(set)).orElse(set);
  }

  private EmbeddedXenStore xenStore(XenStoreSpec wanted) {
    Consumer<String> told =
        text -> logs.events().record("XenStore", "store", Severity.WARNING, text);
    if (state.isEmpty()) {
      return EmbeddedXenStore.inTemporaryFolder(wanted, told);
    }
    StatePaths paths = state.get().paths();
    XenStoreSpec known =
        wanted.kept() && wanted.folder().isEmpty()
            ? new XenStoreSpec(true, Optional.of(paths.xenStore()), wanted.synced())
            : wanted;
    return EmbeddedXenStore.at(known, paths.xenStoreSocket(), told);
  }

  private static FolderMounts mounts(Path modules, Optional<StateDirectory> state) {
    FolderMounts mounts = FolderMounts.NONE.with(Surroundings.CFG, modules);
    return state
        .map(directory -> mounts.with(Surroundings.TMP, directory.paths().temporary()))
        .orElse(mounts);
  }

  private GuestStreams streams(String process) {
    ProcessLog log = logs.process(process);
    return new GuestStreams(InputStream.nullInputStream(), log.out(), log.err(), false, false);
  }

  /** Restore what was saved, and take commands. Not for the loop. */
  void open() throws IOException {
    List<ProcessSpec> saved = store.load();
    GroupLimits limits = store.limits();
    xenStore.ifPresent(EmbeddedXenStore::start);
    boolean _ =
        loop.submit(
                () -> {
                  loop.watch(watchdog, "container");
                  processes.group().configure(limits);
                  saved.forEach(processes::create);
                  store.restored();
                  return true;
                })
            .join();
    if (controlled) {
      StateDirectory directory = state.orElseThrow();
      ControlServer server = new ControlServer(loop, commands, store::unsaved);
      server.listen(directory.freeControlSocket());
      control = server;
    }
  }

  void runLoop(CompletableFuture<Void> gone) {
    try {
      loop.run();
    } finally {
      gone.complete(null);
    }
  }

  boolean inLoop() {
    return loop.inLoop();
  }

  ProcessTable processes() {
    return processes;
  }

  CommandRegistry commands() {
    return commands;
  }

  Optional<EmbeddedXenStore> xenStore() {
    return xenStore;
  }

  ProcessWaits waits() {
    return waits;
  }

  /** The program asks something: it is told on a thread of its own. */
  <T> CompletableFuture<T> ask(Callable<T> question) {
    return callbacks.answer(() -> loop.submit(question));
  }

  /** The program asks something and waits for the answer, which the loop gives at once. */
  <T> T asked(Callable<T> question) {
    try {
      return loop.submit(question).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : e;
    }
  }

  /** The program has something done: it is told on a thread of its own. */
  <T> CompletableFuture<T> compose(Callable<CompletableFuture<T>> work) {
    return callbacks.answer(() -> loop.compose(work));
  }

  /** The program has a command executed. */
  CompletableFuture<CommandResult> exec(String line) {
    StringBuilder text = new StringBuilder();
    Session session = Session.text(Asker.of("Java"));
    return compose(
        () ->
            commands
                .execute(line, Output.of(session, text::append), session)
                .handle((nothing, failure) -> new CommandResult(text.toString(), failure == null))
                .toCompletableFuture());
  }

  private void changed(ProcessNews news) {
    String name = news.process().spec().name();
    String detail = news.process().detail().orElse("");
    switch (news.change()) {
      case CREATED -> store.changed();
      case DELETED -> {
        store.changed();
        logs.forget(name);
        record(Severity.INFO, "deleted", name, "deleted");
      }
      case RESTARTING, FAILED -> record(Severity.ERROR, "failed", name, detail);
      case STARTED -> record(Severity.INFO, "started", name, "started");
      case STOPPED -> record(Severity.INFO, "stopped", name, detail);
      default -> {}
    }
    if (!listeners.isEmpty()) {
      callbacks.tell(() -> listeners.forEach(each -> tell(each, news)));
    }
    waits.changed(news.change(), news.process());
  }

  private static void tell(ContainerListener listener, ProcessNews news) {
    try {
      listener.processChanged(news.change(), news.process());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "a listener failed", e);
    }
  }

  private void record(Severity severity, String condition, String process, String text) {
    logs.events().record("EPM", condition, severity, "Process %s: %s".formatted(process, text));
  }

  private void noticed(WatchdogRecord notice) {
    logs.events()
        .record(
            "EPM", "watchdog", Severity.WARNING, "%s: %s".formatted(notice.owner(), notice.text()));
    if (notice.kind() == WatchdogRecord.Kind.HEARTBEAT && !closing.get()) {
      loop.execute(() -> processes.fail(notice.owner(), notice.text()));
    }
  }

  CompletableFuture<Void> close() {
    if (closing.compareAndSet(false, true)) {
      CompletableFuture<Void> ends = stopProcesses();
      // What does not end in time is left behind.
      Watchdog.Registration patience =
          watchdog.after(Container.CLOSE_PATIENCE, () -> ends.complete(null));
      var _ =
          ends.whenComplete(
              (nothing, failure) -> {
                patience.close();
                release();
              });
    }
    return closed.copy();
  }

  private CompletableFuture<Void> stopProcesses() {
    // Fails if a loop that was lent has ended before its container.
    return loop.compose(
        () -> {
          if (control != null) {
            control.close();
          }
          return CompletableFuture.allOf(scripts.close(), processes.close());
        });
  }

  /** After the processes: what they stood on. Saving and logging may wait for the disk. */
  private void release() {
    Thread thread =
        HostThreads.daemon(
            "jexpy-closing",
            () -> {
              quietly(scripts::release);
              quietly(guests::close);
              quietly(watchdog::close);
              quietly(() -> xenStore.ifPresent(EmbeddedXenStore::close));
              quietly(() -> store.close(Store.PATIENCE));
              quietly(logs::close);
              var _ = store.idle().thenRun(this::giveDirectoryBack);
              quietly(this::endLoop);
              closed.complete(null);
            });
    closer = thread;
    thread.start();
  }

  /** After what is being saved, which would overwrite what the next holder saves. */
  private void giveDirectoryBack() {
    state.ifPresent(directory -> quietly(directory::close));
  }

  private void endLoop() {
    try {
      loop.execute(this::sayGoodbye);
      loop.stop();
    } catch (RejectedExecutionException e) {
      sayGoodbye();
    }
  }

  /** The program's own turn ends last: who waited for something is told that it will not come. */
  private void sayGoodbye() {
    waits.close();
    callbacks.close();
  }

  /** Wait until the threads have ended, after {@link #close}. */
  void awaitThreads() throws InterruptedException {
    Thread closing = closer;
    if (closing != null && !closing.equals(Thread.currentThread())) {
      closing.join();
      callbacks.await();
    }
  }

  /** Whatever fails, if only for want of memory: the next step is tried. */
  static void quietly(Runnable step) {
    try {
      step.run();
    } catch (Throwable e) {
      try {
        LOG.log(System.Logger.Level.WARNING, "closing the container", e);
      } catch (Throwable again) {
        // Nor can it be told.
      }
    }
  }
}
