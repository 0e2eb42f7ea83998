package org.jexpy.host.supervision;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jexpy.host.loop.HostThreads;
import org.jexpy.host.loop.MainLoop;
import org.jexpy.host.process.ProcessException;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.guest.GuestPool;

/**
 * The scripts that {@code run script} runs. Belongs to the main loop but for {@link #release}. They
 * have the permissions of processes, and guests of their own: what a script can import tells it
 * where it runs.
 */
public final class Scripts {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Surroundings around;
  private final GuestPool guests;
  private final ExecutorService disk = HostThreads.single("jexpy-scripts");
  private final Set<ScriptRun> running = new HashSet<>();
  private volatile boolean closing;

  /**
   * No scripts yet.
   *
   * @param around what they stand on
   * @param guests where their contexts come from; closed by {@link #release}
   */
  public Scripts(Surroundings around, GuestPool guests) {
    this.around = around;
    this.guests = guests;
  }

  /** Where commands run. */
  public MainLoop loop() {
    return around.loop();
  }

  /**
   * Find a script in the module folder.
   *
   * @param name its name; the ending may be left out
   * @return the script, on the main loop; fails with {@link ProcessException} if there is none
   */
  public CompletableFuture<ScriptFile> find(String name) {
    CompletableFuture<ScriptFile> found = new CompletableFuture<>();
    try {
      disk.execute(
          () -> {
            try {
              ScriptFile script = ScriptFile.find(around.modules(), name, around.permissions());
              loop().execute(() -> found.complete(script));
            } catch (RejectedExecutionException e) {
              found.completeExceptionally(closed());
            } catch (RuntimeException e) {
              onLoop(() -> found.completeExceptionally(e));
            }
          });
    } catch (RejectedExecutionException e) {
      found.completeExceptionally(closed());
    }
    return found;
  }

  /**
   * Run a script in Python or JavaScript.
   *
   * @param file the script
   * @param arguments its arguments
   * @param streams its standard streams
   * @param depth how deep it is nested, from 1
   * @return the script, under way
   * @throws ProcessException if the container is closing
   */
  public ScriptRun start(ScriptFile file, List<String> arguments, GuestStreams streams, int depth) {
    if (closing) {
      throw closed();
    }
    ScriptRun run = new ScriptRun(file, arguments, around, guests, streams, depth);
    running.add(run);
    var _ = run.status().whenComplete((status, failure) -> forget(run));
    run.start();
    return run;
  }

  private void forget(ScriptRun run) {
    try {
      loop().execute(() -> running.remove(run));
    } catch (RejectedExecutionException e) {
      // The container has gone without it.
    }
  }

  /**
   * Tell something on the main loop; at once, if that has ended: who waits shall be told.
   *
   * @param task tells it
   */
  public void onLoop(Runnable task) {
    try {
      loop().execute(task);
    } catch (RejectedExecutionException e) {
      task.run();
    }
  }

  /** Whether the container is closing, so that nothing more of a script is to be done. */
  public boolean isClosing() {
    return closing;
  }

  private static ProcessException closed() {
    return new ProcessException("the container is closing");
  }

  /**
   * Stop all scripts, and run no more.
   *
   * @return completed when all have ended
   */
  public CompletableFuture<Void> close() {
    closing = true;
    running.forEach(ScriptRun::stop);
    return CompletableFuture.allOf(
        running.stream()
            .map(run -> run.status().handle((status, failure) -> status))
            .toArray(CompletableFuture[]::new));
  }

  /** Let go what scripts stood on. Not for the loop; after {@link #close}. */
  public void release() {
    disk.shutdown();
    guests.close();
    try {
      // Who looks for a script reads a small file. On a disk that hangs it is left behind.
      boolean _ = disk.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
