package org.jexpy.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jexpy.sandbox.context.ContextFactory;
import org.jexpy.sandbox.context.ContextKey;
import org.jexpy.sandbox.context.GuestContext;
import org.jexpy.sandbox.context.GuestEngine;
import org.jexpy.sandbox.context.GuestStarter;
import org.jexpy.sandbox.context.GuestWork;
import org.jexpy.sandbox.context.GuestWorld;
import org.jexpy.sandbox.context.JvmEnd;
import org.jexpy.sandbox.context.SpareRunners;
import org.jexpy.sandbox.context.StartedGuest;
import org.jexpy.sandbox.context.WallTimeLimit;
import org.jexpy.sandbox.guest.GuestRun;
import org.jexpy.sandbox.guest.GuestWorlds;
import org.jexpy.sandbox.resource.OwnedResources;
import org.jexpy.sandbox.thread.Runner;
import org.jexpy.sandbox.thread.SandboxThreads;
import org.jspecify.annotations.Nullable;

/** Runs one script in this JVM and gives its exit status: what {@code jexpy run} is made of. */
public final class ScriptRunner {
  /** How long a script that leaves at once may take to stop. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** How many contexts are kept ready for other guests once there was one. */
  private static final int SPARES = 2;

  private final CompletableFuture<Integer> leaving = new CompletableFuture<>();
  private final RunRequest request;
  private final GuestStreams streams;
  private final List<GuestExtension> extensions;
  private GuestLife life = new Life();
  private Optional<Duration> wallTime = Optional.empty();
  private @Nullable SpareRunners others;

  /**
   * A run that has not begun.
   *
   * @param request what to run
   * @param streams its standard streams
   * @param extensions what it can import besides its own modules
   */
  public ScriptRunner(RunRequest request, GuestStreams streams, List<GuestExtension> extensions) {
    this.request = request;
    this.streams = streams;
    this.extensions = GuestWorlds.withOwn(request.language(), extensions);
  }

  /**
   * Run to the end: the top level is done and no referenced handle remains (design §5).
   *
   * @return the exit status: the script's own, or 1 after an uncaught error
   * @throws InterruptedException if the caller is interrupted while it waits
   * @throws ExecutionException if the sandbox itself fails; a failing script is no such failure
   */
  public int run() throws InterruptedException, ExecutionException {
    GuestEngine engine = GuestEngine.create(request.language());
    var factory = new ContextFactory(engine, extensions, request.executable());
    GuestStarter starter =
        new GuestStarter(factory, language -> GuestWorlds.of(language, this.extensions));
    SpareRunners spares = new SpareRunners(starter);
    others = spares;
    if (wallTime.isPresent()) {
      try {
        return WallTimeLimit.run(
            wallTime.get(),
            this::live,
            work -> starter.startCold("jexpy-runner", key(true), work),
            streams.err());
      } finally {
        // Waits for a script that could not be stopped, which the limit promised not to do.
        SandboxThreads.service("jexpy-reaper-engine", engine::close).start();
      }
    }
    boolean stopped = true;
    try {
      var ended = starter.startCold("jexpy-runner", key(true), this::live).runner().status();
      CompletableFuture.anyOf(ended.handle((status, failure) -> true), leaving).get();
      return leaving.isDone() ? ended.get(GRACE.toMillis(), TimeUnit.MILLISECONDS) : ended.get();
    } catch (TimeoutException e) {
      // Its main thread is in something that its end does not reach.
      stopped = false;
      return leaving.get();
    } finally {
      spares.close();
      if (stopped) {
        engine.close();
      }
    }
  }

  /**
   * Stop the script when it has run for so long. {@link #run} then gives 124, as {@code timeout(1)}
   * does, even if the script cannot be stopped.
   *
   * @param limit how long it may run
   * @return this
   */
  public ScriptRunner limitWallTime(Duration limit) {
    wallTime = Optional.of(limit);
    return this;
  }

  /**
   * Have somebody else told of the script's life, who ends it if it exits at once.
   *
   * @param watching who
   * @return this
   */
  public ScriptRunner watchedBy(GuestLife watching) {
    life = watching;
    return this;
  }

  /**
   * What this run's context has to be made for.
   *
   * @param signals whether the guest's signal handlers are wanted; not for spares
   * @return the key
   */
  public ContextKey key(boolean signals) {
    return new GuestRun(request, streams).key(signals);
  }

  /**
   * Run to the end in a context that was made or parked elsewhere: what a container hands to {@link
   * GuestStarter} or {@code SpareRunners}.
   *
   * @param context the context, not yet bound
   * @param world the language's way of running a script
   * @param runner the Runner, on whose thread this is called
   * @return the exit status
   * @throws InterruptedException if the Runner is interrupted while it waits
   */
  public int live(GuestContext context, GuestWorld world, Runner runner)
      throws InterruptedException {
    try (OwnedResources resources = new OwnedResources();
        JvmEnd end = JvmEnd.watch(resources)) {
      return new GuestRun(request, streams.until(end.begun()), this::startOther)
          .live(context, world, runner, "run", resources, life);
    }
  }

  /** Start another guest in the name of this one: the next of its kind finds a context ready. */
  private StartedGuest startOther(String name, GuestRun run, GuestWork work) {
    SpareRunners spares = Objects.requireNonNull(others, "the run has begun");
    ContextKey key = run.key(false);
    StartedGuest started = spares.start(name, key, work);
    spares.keep(key, SPARES);
    return started;
  }

  private final class Life implements GuestLife {
    @Override
    public void exitsAtOnce(int status) {
      leaving.complete(status);
    }
  }
}
