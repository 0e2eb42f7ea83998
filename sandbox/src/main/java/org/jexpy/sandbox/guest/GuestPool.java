package org.jexpy.sandbox.guest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jexpy.sandbox.GuestExtension;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.context.ContextFactory;
import org.jexpy.sandbox.context.ContextKey;
import org.jexpy.sandbox.context.GuestEngine;
import org.jexpy.sandbox.context.GuestStarter;
import org.jexpy.sandbox.context.GuestWork;
import org.jexpy.sandbox.context.SpareRunners;
import org.jexpy.sandbox.context.StartedGuest;
import org.jexpy.sandbox.thread.SandboxThreads;
import org.jspecify.annotations.Nullable;

/**
 * Where a container gets its guests from: one engine, and spares for each kind of context that was
 * asked for once. Nothing is made before the first guest. Safe for use by many threads.
 */
public final class GuestPool implements AutoCloseable {
  /** Kinds of contexts differ by permissions; a container with more of them has none to spare. */
  private static final int KINDS_WITH_SPARES = 4;

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final List<GuestExtension> extensions;
  private final String executable;
  private final int spares;

  // Guarded by this.
  private final Map<GuestLanguage, SpareRunners> starters = new EnumMap<>(GuestLanguage.class);
  private final Set<ContextKey> kept = new HashSet<>();
  private final List<Thread> runners = new ArrayList<>();
  private @Nullable GuestEngine engine;
  private boolean closed;

  /**
   * A pool without guests.
   *
   * @param extensions what guests can import besides their own modules
   * @param executable what scripts take for their interpreter
   * @param spares how many contexts are kept ready of each kind; 0 for none
   */
  public GuestPool(List<GuestExtension> extensions, String executable, int spares) {
    this.extensions = List.copyOf(extensions);
    this.executable = executable;
    this.spares = spares;
  }

  /**
   * Start a guest. Does not wait for its context.
   *
   * @param name the name of its thread
   * @param run what it runs
   * @param work what its Runner does: at the end {@link GuestRun#live}
   * @return the guest, with the kind of its start
   * @throws IllegalStateException if this is closed
   */
  public StartedGuest start(String name, GuestRun run, GuestWork work) {
    ContextKey key = run.key(false);
    SpareRunners starter = starter(key.language());
    StartedGuest started = starter.start(name, key, work);
    remember(started.runner().thread());
    keepSpares(starter, key);
    return started;
  }

  private synchronized void remember(Thread runner) {
    runners.removeIf(thread -> !thread.isAlive());
    runners.add(runner);
  }

  private synchronized SpareRunners starter(GuestLanguage language) {
    if (closed) {
      throw new IllegalStateException("the pool is closed; no guest can be started any more");
    }
    GuestEngine shared = engine == null ? GuestEngine.create() : engine;
    engine = shared;
    return starters.computeIfAbsent(
        language,
        wanted -> {
          List<GuestExtension> all = GuestWorlds.withOwn(wanted, extensions);
          var factory = new ContextFactory(shared, all, executable);
          return new SpareRunners(new GuestStarter(factory, one -> GuestWorlds.of(one, all)));
        });
  }

  private synchronized void keepSpares(SpareRunners starter, ContextKey key) {
    if (!closed && spares > 0 && kept.size() < KINDS_WITH_SPARES && kept.add(key)) {
      starter.keep(key, spares);
    }
  }

  /**
   * Let the spares go, and the engine, and wait until their threads and those of all guests have
   * ended. The guests are to be ended before; for one that could not be stopped nobody waits longer
   * than some seconds.
   */
  @Override
  public void close() {
    GuestEngine made;
    List<Thread> ending;
    synchronized (this) {
      closed = true;
      ending = new ArrayList<>(runners);
      starters.values().forEach(spares -> ending.addAll(spares.threads()));
      starters.values().forEach(SpareRunners::close);
      made = engine;
    }
    if (made == null) {
      return;
    }
    Thread closing = SandboxThreads.service("jexpy-reaper-engine", made::close);
    closing.start();
    ending.addFirst(closing);
    awaitAll(ending);
  }

  private static void awaitAll(List<Thread> ending) {
    long end = System.nanoTime() + CLOSE_PATIENCE.toNanos();
    try {
      for (Thread thread : ending) {
        // Of no time left, join makes a question whether the thread has ended.
        boolean _ = thread.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
