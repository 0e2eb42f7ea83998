package org.jexpy.host.supervision;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jexpy.bindings.exos.core.CommandExecution;
import org.jexpy.host.command.Failures;
import org.jexpy.host.loop.HostThreads;
import org.jexpy.host.process.ProcessException;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.GuestLife;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.ScriptCode;
import org.jexpy.sandbox.callgraph.Activity;
import org.jexpy.sandbox.context.GuestContext;
import org.jexpy.sandbox.context.GuestWorld;
import org.jexpy.sandbox.context.StartedGuest;
import org.jexpy.sandbox.guest.GuestPool;
import org.jexpy.sandbox.guest.GuestRun;
import org.jexpy.sandbox.resource.OwnedResources;
import org.jexpy.sandbox.resource.ResourceCloseException;
import org.jexpy.sandbox.thread.CallbackLanes;
import org.jexpy.sandbox.thread.LaneOptions;
import org.jexpy.sandbox.thread.Runner;
import org.jspecify.annotations.Nullable;

/**
 * A script in Python or JavaScript that somebody runs by {@code run script}: no process, but for
 * the time of one command. It ends as one of {@code jexpy run} does. Started and stopped by the
 * main loop; lives on its Runner.
 */
public final class ScriptRun implements GuestLife {
  /** The status of a script that was stopped, as shells give it. */
  public static final int STOPPED = 130;

  private static final System.Logger LOG = System.getLogger("org.jexpy.processes");

  private final ScriptFile file;
  private final RunRequest request;
  private final Surroundings around;
  private final GuestPool guests;
  private final GuestStreams streams;
  private final InstanceCommands commands;
  private final CompletableFuture<Void> stopSignal = new CompletableFuture<>();
  private final CompletableFuture<Integer> status = new CompletableFuture<>();
  private final OwnedResources resources = new OwnedResources();
  private final InstanceEnding ending;

  private volatile boolean stopping;
  private @Nullable GuestContext context;
  private @Nullable Runner runner;

  ScriptRun(
      ScriptFile file,
      List<String> arguments,
      Surroundings around,
      GuestPool guests,
      GuestStreams streams,
      int depth) {
    this.file = file;
    this.around = around;
    this.guests = guests;
    this.streams = streams.until(status::isDone);
    this.ending = new InstanceEnding(file.name(), around, waited -> givenUp());
    Path folder = around.mounts().toGuest(around.modules());
    this.request =
        new RunRequest(
                isJs() ? GuestLanguage.JS : GuestLanguage.PYTHON,
                new ScriptCode.File(around.mounts().toGuest(file.path())),
                arguments,
                around.permissions(),
                List.of(folder),
                around.environment(),
                folder,
                around.executable())
            .withMounts(around.mounts());
    this.commands =
        new InstanceCommands(
            () -> GuestAsker.script(file.name(), depth),
            stopSignal,
            around.loop(),
            around.commands());
  }

  private boolean isJs() {
    return file.kind() == ScriptFile.Kind.JS;
  }

  /** What {@code exsh} of this script asks. */
  public CommandExecution commands() {
    return commands;
  }

  /** Its exit status when it has ended; completed by any thread, after all that it printed. */
  public CompletableFuture<Integer> status() {
    return status.copy();
  }

  void start() {
    // The first one loads half of the runtime.
    HostThreads.daemon("jexpy-start-script", this::startOffLoop).start();
  }

  private void startOffLoop() {
    try {
      StartedGuest guest =
          guests.start("jexpy-script-" + file.name(), new GuestRun(request, streams), this::live);
      var _ = guest.runner().status().whenComplete(this::gone);
    } catch (Throwable e) {
      gone(null, e);
    }
  }

  private void gone(@Nullable Integer number, @Nullable Throwable failure) {
    ending.over();
    stopSignal.completeExceptionally(new ProcessException("the script has ended"));
    if (failure != null && !stopping) {
      LOG.log(System.Logger.Level.ERROR, () -> "script " + file.name() + " broke", failure);
      status.completeExceptionally(
          new ProcessException(
              "script %s could not be run: %s".formatted(file.name(), Failures.text(failure))));
      return;
    }
    status.complete(stopping || number == null ? STOPPED : number);
  }

  /** On the Runner. */
  private int live(GuestContext made, GuestWorld world, Runner self) throws Exception {
    synchronized (this) {
      context = made;
      runner = self;
      if (stopping) {
        return STOPPED;
      }
    }
    LaneOptions options =
        LaneOptions.reportingTo(
            (lane, failure) ->
                LOG.log(System.Logger.Level.WARNING, () -> "in " + file.name(), failure));
    try (CallbackLanes lanes =
            new CallbackLanes(file.name(), isJs(), self, around.graph(), 1, options);
        Activity _ = lanes.runnerLane().enter()) {
      return new GuestRun(request, streams)
          .live(made, world, self, "script " + file.name(), resources, () -> lanes, this);
    } finally {
      // Threads of the script may hold up the end of its context.
      ending.awaitEnd(self.thread(), made);
      release();
    }
  }

  @Override
  public boolean isOver(boolean holds) {
    return stopping || !holds;
  }

  /** End it: it is interrupted, and a moment later closed. */
  public void stop() {
    GuestContext made;
    Runner running;
    synchronized (this) {
      if (stopping || status.isDone()) {
        return;
      }
      stopping = true;
      made = context;
      running = runner;
    }
    stopSignal.completeExceptionally(new ProcessException("the script is being stopped"));
    if (running == null || made == null) {
      // Its Runner looks when it has its context, which is not made by then only if it hangs.
      ending.awaitContext();
    } else if (!status.isDone()) {
      running.wake();
      ending.tearOut(running.thread(), made);
    }
  }

  /** It may still run: what it holds is taken from it. */
  private void givenUp() {
    // That may wait, for a child program, say.
    HostThreads.daemon("jexpy-left-" + file.name(), this::release).start();
    status.complete(STOPPED);
  }

  private void release() {
    try {
      resources.close();
    } catch (ResourceCloseException e) {
      LOG.log(System.Logger.Level.WARNING, () -> "what script " + file.name() + " held", e);
    }
  }
}
