package org.jexpy.host.supervision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jexpy.bindings.exos.core.ProcessState;
import org.jexpy.host.loop.MainLoop;
import org.jexpy.host.process.ProcessChange;
import org.jexpy.host.process.ProcessException;
import org.jexpy.host.process.ProcessInfo;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.host.process.StartMode;
import org.jspecify.annotations.Nullable;

/**
 * The life of one name. Belongs to the main loop. What an instance reports counts only as long as
 * it is the current one, so that a name can be used again at once.
 */
final class ManagedProcess {
  /** What shall be when the current instance is gone. */
  private enum Next {
    STAY,
    START,
    /** The name is to be free: nothing can be wanted after that. */
    DELETE
  }

  private final ProcessSpec spec;
  private final Surroundings around;
  private final Function<Instance.Owner, Instance> instances;
  private final RestartPolicy policy = new RestartPolicy();
  private final List<CompletableFuture<Void>> waiting = new ArrayList<>();

  private ProcessState state = ProcessState.STOPPED;
  private @Nullable Instance current;
  private MainLoop.@Nullable Timer restart;
  private boolean stopping;
  private Next next = Next.STAY;
  private Optional<String> failure = Optional.empty();
  private int restarts;
  private Optional<Instant> startedAt = Optional.empty();
  private Optional<String> startKind = Optional.empty();
  private OptionalInt exitStatus = OptionalInt.empty();
  private Optional<String> detail = Optional.empty();

  ManagedProcess(
      ProcessSpec spec, Surroundings around, Function<Instance.Owner, Instance> instances) {
    this.spec = spec;
    this.around = around;
    this.instances = instances;
  }

  ProcessInfo info() {
    return new ProcessInfo(
        spec, state, stopping, restarts, startedAt, startKind, exitStatus, detail);
  }

  /** The current run; empty if there is none. */
  Optional<Instance> current() {
    return Optional.ofNullable(current);
  }

  /** Whether it runs, or is being started or stopped. */
  boolean isActive() {
    return current != null;
  }

  /** Whether it has failed and is to be started again. */
  boolean willRestart() {
    return restart != null;
  }

  boolean isStopping() {
    return stopping;
  }

  /** Start it on somebody's command. */
  void start() {
    refuseWhileDeleted();
    if (stopping) {
      next = Next.START;
      return;
    }
    if (current != null) {
      throw new ProcessException("Process %s already exists!".formatted(spec.name()));
    }
    policy.reset();
    begin();
  }

  private void begin() {
    cancelRestart();
    Run run = new Run();
    current = run.instance;
    state = ProcessState.STARTED;
    startedAt = Optional.of(around.clock().instant());
    startKind = Optional.empty();
    exitStatus = OptionalInt.empty();
    detail = Optional.empty();
    failure = Optional.empty();
    tell(ProcessChange.STARTED);
    run.instance.start();
  }

  /**
   * Stop it.
   *
   * @param forceful whether without giving it time
   * @return completed when it is gone; at once if it does not run
   */
  CompletableFuture<Void> stop(boolean forceful) {
    cancelRestart();
    if (next != Next.DELETE) {
      next = Next.STAY;
    }
    Instance running = current;
    if (running == null) {
      if (state != ProcessState.STOPPED) {
        state = ProcessState.STOPPED;
        detail = Optional.of("stopped; it had failed and did not run");
        tell(ProcessChange.STOPPED);
      }
      return CompletableFuture.completedFuture(null);
    }
    stopping = true;
    CompletableFuture<Void> gone = new CompletableFuture<>();
    waiting.add(gone);
    running.stop(forceful);
    return gone;
  }

  /** Stop it for good. */
  CompletableFuture<Void> delete() {
    next = Next.DELETE;
    return stop(false);
  }

  private void refuseWhileDeleted() {
    if (next == Next.DELETE) {
      throw new ProcessException("Process %s is being deleted.".formatted(spec.name()));
    }
  }

  /** Stop it, if it runs, and start it again. */
  CompletableFuture<Void> restart() {
    refuseWhileDeleted();
    CompletableFuture<Void> gone = stop(false);
    if (gone.isDone()) {
      start();
    } else {
      next = Next.START;
    }
    return gone;
  }

  /**
   * End a run because something is wrong with it; then go on as after a failure.
   *
   * @param label the run; an earlier one than the current is of no concern
   * @param reason what is wrong
   */
  void fail(String label, String reason) {
    if (current instanceof GuestInstance run
        && run.label().equals(label)
        && !stopping
        && failure.isEmpty()) {
      failure = Optional.of(reason);
      current.stop(true);
    }
  }

  private void ended(InstanceEnd end) {
    boolean asked = stopping;
    current = null;
    stopping = false;
    exitStatus = OptionalInt.of(end.status());
    detail = Optional.of(failure.map(reason -> reason + "; " + end.detail()).orElse(end.detail()));
    boolean failed = !asked && (failure.isPresent() || end.isFailure());
    if (failed && spec.start() == StartMode.AUTO) {
      recover();
    } else {
      state = ProcessState.STOPPED;
      tell(failed ? ProcessChange.FAILED : ProcessChange.STOPPED);
    }
    boolean again = next == Next.START;
    if (again) {
      next = Next.STAY;
    }
    List<CompletableFuture<Void>> told = List.copyOf(waiting);
    waiting.clear();
    told.forEach(one -> one.complete(null));
    if (again) {
      policy.reset();
      begin();
    }
  }

  private void recover() {
    state = ProcessState.FAIL;
    Optional<Duration> delay = policy.failed(around.clock().instant());
    if (delay.isEmpty()) {
      detail =
          detail.map(
              text ->
                  "%s; not restarted any more after %d failures within %d minutes"
                      .formatted(text, RestartPolicy.FAILURES, RestartPolicy.WINDOW.toMinutes()));
      tell(ProcessChange.FAILED);
      return;
    }
    detail = detail.map(text -> "%s; restarted in %d s".formatted(text, delay.get().toSeconds()));
    tell(ProcessChange.RESTARTING);
    restart =
        around
            .loop()
            .after(
                delay.get(),
                () -> {
                  restart = null;
                  restarts++;
                  begin();
                });
  }

  private void cancelRestart() {
    if (restart != null) {
      restart.cancel();
      restart = null;
    }
  }

  private void tell(ProcessChange kind) {
    around.news().accept(new ProcessNews(kind, info()));
  }

  /** What one instance reports, brought to the loop; nothing of it counts after its end. */
  private final class Run implements Instance.Owner {
    private final Instance instance = instances.apply(this);

    private void report(Runnable change) {
      around
          .loop()
          .execute(
              () -> {
                if (instance.equals(current)) {
                  change.run();
                }
              });
    }

    @Override
    public void begun(String kind) {
      report(
          () -> {
            startKind = Optional.of(kind);
            // A spare may have begun its script before its start returned.
            if (state == ProcessState.STARTED) {
              state = ProcessState.BOOTING;
            }
          });
    }

    @Override
    public void entered() {
      report(
          () -> {
            if (state == ProcessState.STARTED || state == ProcessState.BOOTING) {
              state = ProcessState.LOADCFG;
              tell(ProcessChange.LOADING);
            }
          });
    }

    @Override
    public void ready() {
      report(
          () -> {
            if (state != ProcessState.READY) {
              state = ProcessState.READY;
              tell(ProcessChange.READY);
            }
          });
    }

    @Override
    public void ended(InstanceEnd end) {
      report(() -> ManagedProcess.this.ended(end));
    }
  }
}
