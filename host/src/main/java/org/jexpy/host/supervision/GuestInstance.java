package org.jexpy.host.supervision;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jexpy.bindings.exos.core.FolderTraceFiles;
import org.jexpy.bindings.exos.core.MemoryTraceBuffers;
import org.jexpy.bindings.exos.core.TraceFiles;
import org.jexpy.bindings.exos.guest.ExosProcess;
import org.jexpy.host.command.Failures;
import org.jexpy.host.loop.HostThreads;
import org.jexpy.host.process.ProcessException;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.host.process.StartMode;
import org.jexpy.sandbox.GuestLife;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.callgraph.Activity;
import org.jexpy.sandbox.context.GuestContext;
import org.jexpy.sandbox.context.GuestWorld;
import org.jexpy.sandbox.context.Pause;
import org.jexpy.sandbox.context.StartedGuest;
import org.jexpy.sandbox.function.GuestFunctions;
import org.jexpy.sandbox.guest.GuestRun;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.resource.OwnedResources;
import org.jexpy.sandbox.resource.ResourceCloseException;
import org.jexpy.sandbox.thread.CallbackLanes;
import org.jexpy.sandbox.thread.LaneOptions;
import org.jexpy.sandbox.thread.Runner;
import org.jspecify.annotations.Nullable;

/**
 * One run of a script. Started and stopped by the main loop; lives on its Runner, and is the {@link
 * GuestLife} by which the services of that run know whose they are.
 */
public final class GuestInstance implements Instance, GuestLife {
  private static final AtomicLong SEQUENCE = new AtomicLong();

  private static final System.Logger LOG = System.getLogger("org.jexpy.processes");

  private final ProcessSpec spec;
  private final String label;
  private final Surroundings around;
  private final StartGate gate;
  private final Owner owner;
  private final ExosProcess services;
  private final InstanceHeartbeat heartbeat;
  private final MemoryTraceBuffers traces;
  private final CompletableFuture<Void> stopSignal = new CompletableFuture<>();
  private final GuestStreams output;
  private final GuestStreams streams;
  private final OwnedResources resources = new OwnedResources();
  private final AtomicBoolean insideGate = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final InstanceEnding ending;
  private final InstanceCalls calls;

  private volatile boolean stopping;
  private volatile boolean loaded;
  private volatile boolean uncaught;
  private volatile OptionalInt exitedAtOnce = OptionalInt.empty();
  private volatile @Nullable GuestContext context;
  private volatile @Nullable Runner runner;
  private Pause pause = new Pause(Duration.ZERO);
  private volatile @Nullable CallbackLanes lanes;

  GuestInstance(
      ProcessSpec spec, Surroundings around, StartGate gate, Owner owner, ProcessTable table) {
    this.spec = spec;
    this.around = around;
    this.gate = gate;
    this.owner = owner;
    this.label = spec.name() + "/" + SEQUENCE.incrementAndGet();
    this.output = around.streams().apply(spec.name());
    this.streams = output.until(ended::get);
    this.calls = new InstanceCalls(spec.name(), around.graph());
    this.ending = new InstanceEnding(spec.name(), around, this::givenUp);
    this.heartbeat = new InstanceHeartbeat(spec.name(), label, around.watchdog(), resources);
    this.traces = traces(spec, around);
    this.services =
        new ExosProcess(
            new InstanceControl(this, table),
            new InstanceCommands(
                () -> GuestAsker.process(spec.name()),
                stopSignal,
                around.loop(),
                around.commands()),
            heartbeat,
            new InstanceLog(spec.name(), around.log(), streams.err()),
            traces);
  }

  private static MemoryTraceBuffers traces(ProcessSpec spec, Surroundings around) {
    Clock clock = Clock.system(ZoneId.systemDefault());
    if (around.traces().isPresent()) {
      return new MemoryTraceBuffers(spec::name, clock, around.traces().get());
    }
    AccessGate allowed = AccessGate.of(around.permissions());
    return new MemoryTraceBuffers(
        spec::name, clock, new FolderTraceFiles(Path.of(TraceFiles.FOLDER), allowed));
  }

  /** What {@code exos.api} of this run asks. */
  public ExosProcess services() {
    return services;
  }

  /** The name of the process. */
  public String name() {
    return spec.name();
  }

  /** This run of it, for what is told late. */
  String label() {
    return label;
  }

  /** It says that it is ready. */
  void ready() {
    owner.ready();
  }

  @Override
  public List<HeartbeatInfo> heartbeats() {
    return heartbeat.watched();
  }

  @Override
  public Optional<MemoryTraceBuffers> traces() {
    return Optional.of(traces);
  }

  @Override
  public Optional<InstanceCalls> calls() {
    return Optional.of(calls);
  }

  @Override
  public List<String> threads() {
    Runner running = runner;
    return running == null ? List.of() : running.threads().stream().map(Thread::getName).toList();
  }

  @Override
  public Map<Long, Usage> counters() {
    Runner running = runner;
    return running == null ? Map.of() : UsageMeter.counters(running.threads());
  }

  @Override
  public boolean isInJvm() {
    return true;
  }

  @Override
  public void hold(Set<Long> parts, Duration time) {
    Runner running;
    GuestContext made;
    Pause begun;
    synchronized (this) {
      running = runner;
      made = context;
      if (running == null || made == null || stopping || ended.get()) {
        return;
      }
      begun = new Pause(time);
      pause = begun;
    }
    // Not under the lock, for which the main loop may wait: the first one loads the instrument. A
    // pause that was ended meanwhile holds nobody.
    made.pause(
        running.threads().stream().filter(one -> parts.contains(one.threadId())).toList(), begun);
  }

  @Override
  public synchronized void letGo() {
    pause.end();
  }

  @Override
  public List<String> resources() {
    return resources.describeOpen();
  }

  @Override
  public void start() {
    gate.enter(
        () -> {
          insideGate.set(true);
          if (ended.get()) {
            leaveGate();
            return;
          }
          try {
            // The first one loads half of the runtime.
            HostThreads.daemon("jexpy-start-" + spec.name(), this::startOffLoop).start();
          } catch (Throwable e) {
            gone(null, e);
          }
        });
  }

  private void startOffLoop() {
    try {
      GuestRun plan = new GuestRun(GuestRequest.outline(spec, around), streams);
      StartedGuest guest = around.guests().start("jexpy-" + spec.name(), plan, this::live);
      owner.begun(guest.kind().name());
      var _ = guest.runner().status().whenComplete((status, failure) -> gone(status, failure));
    } catch (Throwable e) {
      gone(null, e);
    }
  }

  /** On the Runner. */
  private int live(GuestContext made, GuestWorld world, Runner self) throws Exception {
    synchronized (this) {
      context = made;
      runner = self;
      if (stopping) {
        return 0;
      }
    }
    LaneOptions options = LaneOptions.reportingTo((lane, failure) -> callbackFailed(failure));
    boolean single = GuestRequest.runsOneThread(spec);
    try (CallbackLanes at =
            new CallbackLanes(
                spec.name(), single, self, around.graph(), around.callbackWorkers(), options);
        Activity _ = at.runnerLane().enter()) {
      lanes = at;
      GuestRun run = new GuestRun(GuestRequest.of(spec, around), streams);
      return run.live(made, world, self, spec.name(), resources, () -> at, this);
    } finally {
      // Threads of the guest may hold up the end of its context.
      ending.awaitEnd(self.thread(), made);
      release();
    }
  }

  private void release() {
    try {
      resources.close();
    } catch (ResourceCloseException e) {
      LOG.log(System.Logger.Level.WARNING, () -> "what process " + spec.name() + " held", e);
    }
  }

  private void callbackFailed(Throwable failure) {
    if (!stopping) {
      LOG.log(System.Logger.Level.WARNING, () -> "a callback of " + spec.name(), failure);
    }
  }

  @Override
  public void callable(GuestFunctions functions) {
    calls.begin(Objects.requireNonNull(lanes, "the script runs with lanes"), functions);
  }

  @Override
  public void entered() {
    leaveGate();
    owner.entered();
  }

  @Override
  public void loaded() {
    loaded = true;
    calls.loaded();
  }

  @Override
  public void uncaught() {
    uncaught = true;
  }

  @Override
  public void exitsAtOnce(int status) {
    exitedAtOnce = OptionalInt.of(status);
    Runner running = runner;
    GuestContext made = context;
    if (running != null && made != null) {
      ending.awaitExit(running.thread(), made);
    }
  }

  @Override
  public boolean resident() {
    return spec.start() == StartMode.AUTO;
  }

  @Override
  public boolean isOver(boolean holds) {
    return stopping || (!resident() && !holds);
  }

  @Override
  public synchronized void stop(boolean forceful) {
    boolean first = !stopping;
    stopping = true;
    letGo();
    stopSignal.completeExceptionally(new ProcessException("the process is being stopped"));
    Runner running = runner;
    if (running == null) {
      if (!insideGate.get()) {
        // It waits for its start. Told from outside: its owner is asking for its end just now.
        around.loop().execute(() -> finish(stopped(0)));
      } else if (first) {
        // Its Runner looks when it has its context, which is not made by then only if it hangs.
        ending.awaitContext();
      }
      return;
    }
    GuestContext made = Objects.requireNonNull(context, "set with the Runner");
    running.wake();
    if (ended.get()) {
      return;
    }
    if (forceful) {
      ending.close(running.thread(), made);
    } else if (first && loaded) {
      ending.awaitLeaving(running.thread(), made);
    } else if (first) {
      ending.tearOut(running.thread(), made);
    }
  }

  /** It may still run: what it holds is taken from it, and its name is free. */
  private void givenUp(Duration waited) {
    if (context != null) {
      // That may wait, for a child program, say.
      HostThreads.daemon("jexpy-left-" + spec.name(), this::release).start();
    }
    if (exitedAtOnce.isPresent() && !stopping) {
      finish(exited(exitedAtOnce.getAsInt()));
      return;
    }
    InstanceEnd.Cause cause =
        uncaught && !stopping ? InstanceEnd.Cause.UNCAUGHT : InstanceEnd.Cause.QUARANTINED;
    finish(
        new InstanceEnd(
            cause, 1, "did not end within %d s and may still run".formatted(waited.toSeconds())));
  }

  private static InstanceEnd stopped(int status) {
    return new InstanceEnd(InstanceEnd.Cause.STOPPED, status, "stopped");
  }

  private static InstanceEnd exited(int status) {
    return new InstanceEnd(InstanceEnd.Cause.EXITED, status, "exited with status " + status);
  }

  private void gone(@Nullable Integer status, @Nullable Throwable failure) {
    ending.over();
    int number = status == null ? 1 : status;
    InstanceEnd end;
    if (stopping) {
      end = stopped(number);
    } else if (exitedAtOnce.isPresent()) {
      end = exited(exitedAtOnce.getAsInt());
    } else if (uncaught) {
      end =
          new InstanceEnd(
              InstanceEnd.Cause.UNCAUGHT,
              number,
              "ended by an error, see 'show log process %s'".formatted(spec.name()));
    } else if (failure != null) {
      LOG.log(System.Logger.Level.ERROR, () -> "process " + spec.name() + " broke", failure);
      end =
          new InstanceEnd(
              InstanceEnd.Cause.BROKEN, number, "could not be run: " + Failures.text(failure));
    } else if (loaded && number == 0) {
      end = new InstanceEnd(InstanceEnd.Cause.COMPLETED, number, "completed");
    } else {
      end = exited(number);
    }
    finish(end);
  }

  private void finish(InstanceEnd end) {
    if (ended.compareAndSet(false, true)) {
      leaveGate();
      output.closeOutput();
      stopSignal.completeExceptionally(new ProcessException("the process has ended"));
      calls.over();
      owner.ended(end);
    }
  }

  private void leaveGate() {
    if (insideGate.compareAndSet(true, false)) {
      around.loop().execute(gate::leave);
    }
  }
}
