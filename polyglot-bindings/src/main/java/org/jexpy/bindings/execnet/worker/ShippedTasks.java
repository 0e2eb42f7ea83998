package org.jexpy.bindings.execnet.worker;

import java.io.IOException;
import org.jexpy.bindings.execnet.gateway.ExecTask;
import org.jexpy.bindings.execnet.rsync.RSyncReceiver;
import org.jexpy.bindings.execnet.rsync.SyncFiles;
import org.jexpy.bindings.execnet.transport.Surroundings;
import org.jspecify.annotations.Nullable;

/** Does what controllers send of execnet's own modules, each on a thread of its own. */
public final class ShippedTasks {
  private final Surroundings surroundings;
  private final @Nullable SyncFiles files;
  private final WorkerServer.@Nullable Workers workers;

  /**
   * Does it with what a worker may.
   *
   * @param surroundings the worker's
   * @param files where files are received; null if that is to be executed as it comes
   * @param workers runs workers of controllers that connect; null if that is to be executed as it
   *     comes
   */
  public ShippedTasks(
      Surroundings surroundings,
      @Nullable SyncFiles files,
      WorkerServer.@Nullable Workers workers) {
    this.surroundings = surroundings;
    this.files = files;
    this.workers = workers;
  }

  /**
   * Take a task.
   *
   * @param task the task
   * @return whether it is done here; otherwise it is to be executed as it comes
   */
  public boolean take(ExecTask task) {
    @Nullable Work work = ShippedModule.of(task).map(this::work).orElse(null);
    if (work == null) {
      return false;
    }
    surroundings.thread("execnet-task-" + task.channel().id(), () -> run(task, work)).start();
    return true;
  }

  @FunctionalInterface
  private interface Work {
    void on(ExecTask task) throws IOException, InterruptedException;
  }

  private @Nullable Work work(ShippedModule module) {
    return switch (module) {
      case FORWARDER -> task -> Forwarder.run(task.channel(), surroundings);
      case RSYNC -> receive(files);
      case SOCKET_SERVER -> listen(workers);
    };
  }

  private static @Nullable Work receive(@Nullable SyncFiles files) {
    return files == null ? null : task -> RSyncReceiver.receive(task.channel(), files);
  }

  private @Nullable Work listen(WorkerServer.@Nullable Workers workers) {
    return workers == null
        ? null
        : task -> SocketInstaller.run(task.channel(), surroundings, workers);
  }

  private static void run(ExecTask task, Work work) {
    try {
      work.on(task);
      task.done();
    } catch (IOException | RuntimeException e) {
      task.failed("%s: %s\n".formatted(e.getClass().getSimpleName(), e.getMessage()));
    } catch (InterruptedException e) {
      task.failed("keyboard-interrupted");
    }
  }
}
