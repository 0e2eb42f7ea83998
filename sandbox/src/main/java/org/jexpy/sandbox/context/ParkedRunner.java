package org.jexpy.sandbox.context;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jexpy.sandbox.thread.Runner;
import org.jexpy.sandbox.thread.SandboxThreads;

/**
 * A Runner thread that has made its own context and waits for what to do with it. The one path by
 * which guests start: a cold one finds its work waiting already.
 */
final class ParkedRunner {
  private final CompletableFuture<Optional<Assignment>> assignment = new CompletableFuture<>();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final Runner runner;

  /** The thread runs from here on: everything it reads is set before. */
  private ParkedRunner(
      String name,
      ContextFactory factory,
      ContextKey key,
      GuestWorld world,
      Optional<Assignment> work) {
    work.ifPresent(at -> assignment.complete(work));
    runner = Runner.start(name, self -> live(self, factory, key, world));
  }

  /** Whose the context shall be, and what to do with it. */
  private record Assignment(String name, GuestWork work) {}

  /** Start with work at hand. */
  static Runner cold(
      String name, ContextFactory factory, ContextKey key, GuestWorld world, GuestWork work) {
    var given = Optional.of(new Assignment(name, work));
    return new ParkedRunner(name, factory, key, world, given).runner;
  }

  /** Start without work: make the context, warm it, wait. */
  static ParkedRunner spare(String name, ContextFactory factory, ContextKey key, GuestWorld world) {
    return new ParkedRunner(name, factory, key, world, Optional.empty());
  }

  /** Completed when the context waits; failed if it could not be made. */
  CompletableFuture<Void> ready() {
    return ready;
  }

  Runner runner() {
    return runner;
  }

  /** Whether it can take work without delay. */
  boolean isReady() {
    return ready.isDone() && !ready.isCompletedExceptionally();
  }

  /** Give it its work. */
  void handOver(String name, GuestWork work) {
    assignment.complete(Optional.of(new Assignment(name, work)));
  }

  /** Let it go without work. */
  void dismiss() {
    assignment.complete(Optional.empty());
  }

  private int live(Runner self, ContextFactory factory, ContextKey key, GuestWorld world)
      throws Exception {
    try (GuestContext context = factory.create(key)) {
      if (!assignment.isDone()) {
        warm(context, world);
      }
      ready.complete(null);
      Optional<Assignment> given = assignment.get();
      if (given.isEmpty()) {
        return 0;
      }
      Thread.currentThread().setName(given.get().name());
      return given.get().work().run(context, world, self);
    } catch (Throwable e) {
      ready.completeExceptionally(e);
      throw e;
    }
  }

  /** At the lowest priority: whoever runs a script now goes first. */
  private static void warm(GuestContext context, GuestWorld world) {
    Thread thread = Thread.currentThread();
    SandboxThreads.lowerPriority(thread);
    try {
      world.warm(context);
    } finally {
      SandboxThreads.normalPriority(thread);
    }
  }
}
