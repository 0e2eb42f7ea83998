package org.jexpy.sandbox.guest;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jexpy.sandbox.GuestLife;
import org.jexpy.sandbox.SpawnedGuest;
import org.jexpy.sandbox.context.GuestContext;
import org.jexpy.sandbox.context.GuestWorld;
import org.jexpy.sandbox.context.StartedGuest;
import org.jexpy.sandbox.resource.OwnedResources;
import org.jexpy.sandbox.thread.Runner;
import org.jexpy.sandbox.thread.SandboxThreads;
import org.jspecify.annotations.Nullable;

/** A guest that another one has started. */
final class OtherGuest implements SpawnedGuest {
  /** How long it may take to end when the one that has started it ends. */
  private static final Duration END_GRACE = Duration.ofSeconds(5);

  private static final Duration INTERRUPT_GRACE = Duration.ofSeconds(2);

  /** Its status if it was ended before it began. */
  private static final int ENDED = 1;

  private final String name;
  private final GuestRun run;
  private final GuestLife life;
  private final CompletableFuture<Integer> status = new CompletableFuture<>();

  // Guarded by this.
  private @Nullable GuestContext context;
  private @Nullable Runner runner;
  private boolean ending;

  OtherGuest(String name, GuestRun run, GuestLife life) {
    this.name = name;
    this.run = run;
    this.life = life;
  }

  void start(GuestStart how) {
    StartedGuest started = how.start("jexpy-" + name, run, this::live);
    var _ =
        started
            .runner()
            .status()
            .whenComplete(
                (number, failure) -> {
                  if (failure == null || isEnding()) {
                    status.complete(failure == null ? number : ENDED);
                  } else {
                    status.completeExceptionally(failure);
                  }
                });
  }

  private int live(GuestContext made, GuestWorld world, Runner self) throws InterruptedException {
    synchronized (this) {
      if (ending) {
        return ENDED;
      }
      context = made;
      runner = self;
    }
    try (OwnedResources own = new OwnedResources()) {
      return run.live(made, world, self, name, own, life);
    }
  }

  private synchronized boolean isEnding() {
    return ending;
  }

  @Override
  public CompletableFuture<Integer> status() {
    return status.copy();
  }

  @Override
  public void interrupt() {
    GuestContext made;
    Runner self;
    synchronized (this) {
      made = context;
      self = runner;
    }
    if (made != null && self != null) {
      Thread main = self.thread();
      SandboxThreads.service("jexpy-interrupt-" + name, () -> made.interrupt(main, INTERRUPT_GRACE))
          .start();
    }
  }

  @Override
  public void close() {
    GuestContext made;
    Runner self;
    synchronized (this) {
      if (ending) {
        return;
      }
      ending = true;
      made = context;
      self = runner;
    }
    if (made != null && self != null) {
      Thread main = self.thread();
      // That may block while its code reaches no safepoint.
      SandboxThreads.service(
              "jexpy-reaper-" + name,
              () -> {
                made.close();
                main.interrupt();
              })
          .start();
    }
  }

  /** End it, and wait for that, but not for ever. */
  void end() throws InterruptedException {
    close();
    try {
      var _ = status.get(END_GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // It is over, or quarantined with the engine.
    }
  }
}
