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
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jexpy.host.command.Failures;
import org.jexpy.host.loop.HostThreads;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.host.process.Program;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.resource.ResourceKind;
import org.jexpy.sandbox.thread.Watchdog;
import org.jexpy.sandbox.thread.WatchdogRecord;
import org.jspecify.annotations.Nullable;

/** One run of a program of the operating system: a child, its output in the process's log. */
final class ProgramInstance implements Instance {
  /** How long a program may take to end after SIGTERM. */
  static final Duration GRACE = Duration.ofSeconds(5);

  /** How long it may take to end after SIGKILL until it is given up. */
  static final Duration KILL_GRACE = Duration.ofSeconds(5);

  /** How long its output is read after its end: a program that it left behind may hold it open. */
  private static final Duration DRAIN = Duration.ofSeconds(1);

  private final ProcessSpec spec;
  private final Program.Executable program;
  private final Surroundings around;
  private final Owner owner;
  private final Launcher launcher;
  private final Duration grace;
  private final Duration killGrace;
  private final String mark = ProgramFamily.newMark();
  private final GuestStreams output;
  private final Thread life;
  private final ChildHold standstill;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean stopping;
  private volatile @Nullable Process child;
  private Watchdog.@Nullable Registration patience; // guarded by this

  /** Starts a program. */
  @FunctionalInterface
  interface Launcher {
    /** Start it. */
    Process launch(ProcessBuilder plan) throws IOException;
  }

  ProgramInstance(ProcessSpec spec, Program.Executable program, Surroundings around, Owner owner) {
    this(spec, program, around, owner, ProcessBuilder::start, GRACE, KILL_GRACE);
  }

  /** The same, with another way to start it, and other times for its end. */
  ProgramInstance(
      ProcessSpec spec,
      Program.Executable program,
      Surroundings around,
      Owner owner,
      Launcher launcher,
      Duration grace,
      Duration killGrace) {
    this.spec = spec;
    this.program = program;
    this.around = around;
    this.owner = owner;
    this.launcher = launcher;
    this.grace = grace;
    this.killGrace = killGrace;
    this.output = around.streams().apply(spec.name());
    this.life = HostThreads.daemon("jexpy-" + spec.name(), this::run);
    this.standstill =
        new ChildHold(around.watchdog()::after, ChildSignals::stop, ChildSignals::goOn);
  }

  @Override
  public void start() {
    // Looking the program up and starting it touch the disk.
    life.start();
  }

  private void run() {
    // Who is left behind all the same is not heard any more.
    GuestStreams streams = output.until(ended::get);
    Process running;
    try {
      running = launch();
    } catch (Throwable e) {
      finish(
          new InstanceEnd(
              InstanceEnd.Cause.BROKEN, 127, "could not be started: " + Failures.text(e)));
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
    OptionalInt status = awaitEnd(running);
    if (status.isPresent()) {
      family(running).kill();
      drain(out);
      drain(err);
      finish(end(status.getAsInt()));
    }
  }

  /** Its status; empty if it was given up. */
  private OptionalInt awaitEnd(Process running) {
    while (!ended.get()) {
      try {
        return OptionalInt.of(running.waitFor());
      } catch (InterruptedException e) {
        // It was given up, or nobody has a reason to.
      }
    }
    return OptionalInt.empty();
  }

  private ProgramFamily family(Process running) {
    return new ProgramFamily(running.toHandle(), mark);
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

  private void finish(InstanceEnd end) {
    if (ended.compareAndSet(false, true)) {
      over(end);
    }
  }

  private void over(InstanceEnd end) {
    synchronized (this) {
      if (patience != null) {
        patience.close();
      }
    }
    output.closeOutput();
    owner.ended(end);
  }

  /** It may still run, or may still be about to: its name is free. */
  private void givenUp(Duration waited) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    String text = "did not end within %d s and may still run".formatted(waited.toSeconds());
    Process running = child;
    String what = running == null ? "its start" : "program " + running.pid();
    around
        .watchdog()
        .report(
            new WatchdogRecord(
                around.clock().instant(),
                WatchdogRecord.Kind.LADDER,
                spec.name(),
                "quarantined: %s %s".formatted(what, text),
                List.of()));
    over(new InstanceEnd(InstanceEnd.Cause.QUARANTINED, 1, text));
    life.interrupt();
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
    builder.environment().put(ProgramFamily.VARIABLE, mark);
    return launcher.launch(builder);
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
    if (running == null && first) {
      // It is ended when it is there, which it is not by then only if the disk hangs.
      awaitLaunch();
    }
    if (running != null && (first || forceful)) {
      // Its descendants are looked up in the file system.
      HostThreads.daemon("jexpy-stop-" + spec.name(), () -> end(running, forceful)).start();
    }
  }

  private synchronized void awaitLaunch() {
    if (!ended.get()) {
      patience =
          around
              .watchdog()
              .after(
                  InstanceEnding.CREATE_PATIENCE,
                  () -> {
                    if (child == null) {
                      givenUp(InstanceEnding.CREATE_PATIENCE);
                    }
                  });
    }
  }

  @Override
  public synchronized void hold(Set<Long> parts, Duration time) {
    if (!stopping && !ended.get()) {
      standstill.hold(parts, time);
    }
  }

  @Override
  public synchronized void letGo() {
    standstill.end();
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
  private void end(Process running, boolean forceful) {
    if (!forceful) {
      // What it has started is its own business, as long as it has time.
      running.toHandle().destroy();
      boolean _ = hasEnded(running, grace);
    }
    // As it is now: it may have started others in its time.
    family(running).kill();
    if (!hasEnded(running, killGrace)) {
      givenUp(killGrace);
    }
  }

  private static boolean hasEnded(Process running, Duration wait) {
    try {
      return running.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // It had less time.
      return !running.isAlive();
    }
  }
}
