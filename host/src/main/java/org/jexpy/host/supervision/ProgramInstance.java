package org.jexpy.host.supervision;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jexpy.host.loop.HostThreads;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.host.process.Program;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.resource.ResourceKind;
import org.jexpy.sandbox.thread.Watchdog;
import org.jspecify.annotations.Nullable;

/** One run of a program of the operating system: a child, its output in the process's log. */
final class ProgramInstance implements Instance {
  /** How long a program may take to end after SIGTERM. */
  static final Duration GRACE = Duration.ofSeconds(5);

  /** How long its output is read after its end: a program that it left behind may hold it open. */
  private static final Duration DRAIN = Duration.ofSeconds(1);

  private final ProcessSpec spec;
  private final Program.Executable program;
  private final Surroundings around;
  private final Owner owner;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean stopping;
  private volatile @Nullable Process child;

  // Guarded by this.
  private Set<Long> held = Set.of();
  private Watchdog.@Nullable Registration release;

  ProgramInstance(ProcessSpec spec, Program.Executable program, Surroundings around, Owner owner) {
    this.spec = spec;
    this.program = program;
    this.around = around;
    this.owner = owner;
  }

  @Override
  public void start() {
    // Looking the program up and starting it touch the disk.
    HostThreads.daemon("jexpy-" + spec.name(), this::run).start();
  }

  private void run() {
    GuestStreams streams = around.streams().apply(spec.name());
    Process running;
    try {
      running = launch();
    } catch (Throwable e) {
      finish(
          streams,
          new InstanceEnd(
              InstanceEnd.Cause.BROKEN, 127, "could not be started: " + e.getMessage()));
      return;
    }
    child = running;
    owner.begun("PROGRAM");
    owner.entered();
    owner.ready();
    Thread out = pump("out", running.getInputStream(), streams.out());
    Thread err = pump("err", running.getErrorStream(), streams.err());
    if (stopping) {
      // It was asked to end while it was being started.
      HostThreads.daemon("jexpy-stop-" + spec.name(), () -> end(running, false)).start();
    }
    int status = awaitEnd(running);
    drain(out);
    drain(err);
    finish(streams, end(status));
  }

  private static int awaitEnd(Process running) {
    while (true) {
      try {
        return running.waitFor();
      } catch (InterruptedException e) {
        // Nobody has a reason to; the program still runs.
      }
    }
  }

  private static void drain(Thread pump) {
    try {
      boolean _ = pump.join(DRAIN);
    } catch (InterruptedException e) {
      // The same.
    }
  }

  private InstanceEnd end(int status) {
    if (stopping) {
      return new InstanceEnd(InstanceEnd.Cause.STOPPED, status, "stopped");
    }
    return status == 0
        ? new InstanceEnd(InstanceEnd.Cause.COMPLETED, 0, "completed")
        : new InstanceEnd(InstanceEnd.Cause.UNCAUGHT, status, "exited with status " + status);
  }

  private void finish(GuestStreams streams, InstanceEnd end) {
    if (ended.compareAndSet(false, true)) {
      streams.closeOutput();
      owner.ended(end);
    }
  }

  private Process launch() throws IOException {
    Path file = around.modules().resolve(program.target()).normalize();
    AccessGate gate = AccessGate.of(around.permissions());
    gate.check(Permission.RUN, file.toString());
    List<String> words = new ArrayList<>(List.of(file.toString()));
    words.addAll(spec.arguments());
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(around.modules().toFile())
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().clear();
    around
        .environment()
        .forEach(
            (name, value) -> {
              if (gate.allows(Permission.ENV, name)) {
                builder.environment().put(name, value);
              }
            });
    return builder.start();
  }

  private Thread pump(String name, InputStream from, OutputStream to) {
    Thread thread =
        HostThreads.daemon(
            "jexpy-" + spec.name() + "-" + name,
            () -> {
              try (from) {
                from.transferTo(to);
              } catch (IOException e) {
                // The program has closed it, or nobody can keep what it says.
              }
            });
    thread.start();
    return thread;
  }

  @Override
  public void stop(boolean forceful) {
    boolean first = !stopping;
    stopping = true;
    // A stopped program would not hear that it shall end.
    letGo();
    Process running = child;
    if (running != null && (first || forceful)) {
      // Its descendants are looked up in the file system.
      HostThreads.daemon("jexpy-stop-" + spec.name(), () -> end(running, forceful)).start();
    }
  }

  @Override
  public synchronized void hold(Set<Long> parts, Duration time) {
    if (stopping || ended.get()) {
      return;
    }
    letGo();
    held = Set.copyOf(parts);
    held.forEach(ChildSignals::stop);
    release = around.watchdog().after(time, this::letGo);
  }

  @Override
  public synchronized void letGo() {
    if (release != null) {
      release.close();
      release = null;
    }
    held.forEach(ChildSignals::goOn);
    held = Set.of();
  }

  @Override
  public List<String> resources() {
    Process running = child;
    return running == null
        ? List.of()
        : List.of("%s %d".formatted(ResourceKind.CHILD_PROCESS, running.pid()));
  }

  @Override
  public Map<Long, Usage> counters() {
    Process running = child;
    if (running == null) {
      return Map.of();
    }
    Map<Long, Usage> found = new HashMap<>();
    Stream.concat(Stream.of(running.toHandle()), running.descendants())
        .forEach(
            one ->
                one.info()
                    .totalCpuDuration()
                    .ifPresent(cpu -> found.put(one.pid(), new Usage(cpu.toNanos(), 0))));
    return found;
  }

  /** By its handle: {@link Process#destroy} would close the streams under its last words. */
  private static void end(Process running, boolean forceful) {
    List<ProcessHandle> family = new ArrayList<>(running.descendants().toList());
    family.add(running.toHandle());
    if (!forceful) {
      // What it has started is its own business, as long as it has time.
      running.toHandle().destroy();
      try {
        boolean _ = running.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        // It had less time.
      }
    }
    family.forEach(ProcessHandle::destroyForcibly);
  }
}
