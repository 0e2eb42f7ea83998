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
import java.util.stream.Stream;
import org.jexpy.host.loop.HostThreads;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.host.process.Program;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.permission.AccessRefusedException;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.resource.ResourceKind;
import org.jspecify.annotations.Nullable;

/** One run of a program of the operating system: a child, its output in the process's log. */
final class ProgramInstance implements Instance {
  /** How long a program may take to end after SIGTERM. */
  static final Duration GRACE = Duration.ofSeconds(5);

  private final ProcessSpec spec;
  private final Program.Executable program;
  private final Surroundings around;
  private final Owner owner;
  private volatile boolean stopping;
  private @Nullable Process child;

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
    try {
      Process running = launch();
      if (running == null) {
        owner.ended(new InstanceEnd(InstanceEnd.Cause.STOPPED, 0, "stopped"));
        return;
      }
      owner.begun("PROGRAM");
      owner.entered();
      owner.ready();
      GuestStreams streams = around.streams().apply(spec.name());
      Thread errors = pump(running.getErrorStream(), streams.err());
      copy(running.getInputStream(), streams.out());
      int status = running.waitFor();
      errors.join();
      streams.closeOutput();
      owner.ended(end(status));
    } catch (IOException | AccessRefusedException e) {
      owner.ended(
          new InstanceEnd(
              InstanceEnd.Cause.BROKEN, 127, "could not be started: " + e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      owner.ended(new InstanceEnd(InstanceEnd.Cause.BROKEN, 1, "its watcher was interrupted"));
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

  private @Nullable Process launch() throws IOException {
    Path file = around.modules().resolve(program.target()).normalize();
    AccessGate gate = AccessGate.of(around.permissions());
    gate.check(Permission.RUN, file.toString());
    List<String> words = new ArrayList<>(List.of(file.toString()));
    words.addAll(spec.arguments());
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(around.modules().toFile())
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().keySet().removeIf(name -> !gate.allows(Permission.ENV, name));
    synchronized (this) {
      if (stopping) {
        return null;
      }
      Process started = builder.start();
      child = started;
      return started;
    }
  }

  private Thread pump(InputStream from, OutputStream to) {
    Thread thread =
        HostThreads.daemon(
            "jexpy-" + spec.name() + "-err",
            () -> {
              try {
                copy(from, to);
              } catch (IOException e) {
                // The program has closed it, or nobody can keep what it says.
              }
            });
    thread.start();
    return thread;
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] part = new byte[8192];
    for (int count = from.read(part); count >= 0; count = from.read(part)) {
      to.write(part, 0, count);
      to.flush();
    }
  }

  @Override
  public void stop(boolean forceful) {
    Process running;
    synchronized (this) {
      stopping = true;
      running = child;
    }
    if (running == null) {
      return;
    }
    if (forceful) {
      killAll(running);
      return;
    }
    running.descendants().forEach(ProcessHandle::destroy);
    running.destroy();
    Runnable kill = () -> killAll(running);
    var _ = around.watchdog().after(GRACE, kill);
  }

  @Override
  public synchronized List<String> resources() {
    return child == null
        ? List.of()
        : List.of("%s %d".formatted(ResourceKind.CHILD_PROCESS, child.pid()));
  }

  @Override
  public Map<Long, Usage> counters() {
    Process running;
    synchronized (this) {
      running = child;
    }
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

  private static void killAll(Process running) {
    running.descendants().forEach(ProcessHandle::destroyForcibly);
    running.destroyForcibly();
  }
}
