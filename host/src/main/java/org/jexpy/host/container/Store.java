package org.jexpy.host.container;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jexpy.host.loop.HostThreads;
import org.jexpy.host.loop.MainLoop;
import org.jexpy.host.process.GroupLimits;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.host.process.StateException;
import org.jexpy.host.state.Configuration;
import org.jexpy.host.state.ConfigurationFile;
import org.jexpy.host.state.GroupRows;
import org.jexpy.host.state.ProcessRows;

/**
 * The configuration: what is running, what is saved, and whether they differ. Belongs to the main
 * loop; the disk is another thread's.
 */
final class Store {
  /** How long the end of a container waits for what is being saved. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final MainLoop loop;
  private final Optional<ConfigurationFile> file;
  private final ExecutorService disk = HostThreads.single("jexpy-state");
  private final CompletableFuture<Void> idle = new CompletableFuture<>();
  private volatile Configuration loaded = Configuration.EMPTY;
  private int changes;
  private int saved;

  Store(MainLoop loop, Optional<ConfigurationFile> file) {
    this.loop = loop;
    this.file = file;
  }

  /** Something has changed that could be saved. */
  void changed() {
    changes++;
  }

  /** Whether there is something to be saved; asked by any thread for a prompt only. */
  boolean unsaved() {
    return changes != saved;
  }

  /**
   * Load what was saved. Waits for the disk, so not for the loop.
   *
   * @return the definitions
   * @throws org.jexpy.host.process.StateException if there is something that cannot be used
   */
  List<ProcessSpec> load() {
    loaded = file.flatMap(ConfigurationFile::load).orElse(Configuration.EMPTY);
    return ProcessRows.processes(loaded);
  }

  /**
   * The limits that were loaded.
   *
   * @throws org.jexpy.host.process.StateException if they cannot be
   */
  GroupLimits limits() {
    return GroupRows.limits(loaded);
  }

  /** What was saved counts as what is. */
  void restored() {
    saved = changes;
  }

  /** What was loaded and belongs to nobody who is here now is kept. */
  private Configuration with(Configuration.Module module) {
    List<Configuration.Module> modules = new ArrayList<>();
    loaded.modules().stream()
        .filter(other -> !other.name().equals(module.name()))
        .forEach(modules::add);
    modules.add(module);
    return new Configuration(modules);
  }

  /**
   * Save.
   *
   * @param processes the definitions
   * @param limits what they may use
   * @return where it was saved; fails if it could not be, or the container is closing
   */
  CompletableFuture<String> save(List<ProcessSpec> processes, GroupLimits limits) {
    if (file.isEmpty()) {
      return CompletableFuture.failedFuture(
          new IllegalStateException(
              "this container has no state directory, so that nothing can be saved; give it one with stateDirectory(…)"));
    }
    ConfigurationFile target = file.get();
    int saving = changes;
    CompletableFuture<String> done = new CompletableFuture<>();
    Configuration configuration = with(GroupRows.add(ProcessRows.module(processes), limits));
    try {
      disk.execute(
          () -> {
            try {
              target.save(configuration);
              onLoop(
                  () -> {
                    saved = saving;
                    done.complete(target.path().toString());
                  });
            } catch (Throwable e) {
              onLoop(() -> done.completeExceptionally(e));
            }
          });
    } catch (RejectedExecutionException e) {
      done.completeExceptionally(
          new StateException("the container is closing, so that nothing can be saved any more"));
    }
    return done;
  }

  /** A loop that has ended has no more use for what is told, but others may have. */
  private void onLoop(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      task.run();
    }
  }

  /**
   * Save nothing more, and wait for what is being saved.
   *
   * @param patience how long at most
   * @throws IllegalStateException if it is still being saved then; {@link #idle} tells its end
   */
  void close(Duration patience) {
    disk.execute(() -> idle.complete(null));
    disk.shutdown();
    try {
      idle.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      var _ = disk.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the configuration is still being saved", e);
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Done when nothing is saved any more, after {@link #close}: the file is somebody else's then.
   */
  CompletableFuture<Void> idle() {
    return idle.copy();
  }
}
