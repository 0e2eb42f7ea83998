package org.jexpy.host.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jexpy.bindings.exos.core.ProcessState;
import org.jexpy.host.process.ProcessChange;
import org.jexpy.host.process.ProcessException;
import org.jexpy.host.process.ProcessInfo;

/** Who waits for what becomes of a process. Belongs to the main loop. */
final class ProcessWaits {
  private final Executor later;
  private final Function<String, Optional<ProcessInfo>> now;
  private final List<Wait> waits = new ArrayList<>();

  /**
   * Nobody waits yet.
   *
   * @param later does something in a turn of its own
   * @param now what is known of a process
   */
  ProcessWaits(Executor later, Function<String, Optional<ProcessInfo>> now) {
    this.later = later;
    this.now = now;
  }

  private record Wait(String name, boolean forReady, CompletableFuture<ProcessInfo> done) {}

  /**
   * Wait until a process is ready.
   *
   * @param now the process as it is
   * @param willRestart whether it has failed and is to be started again
   */
  CompletableFuture<ProcessInfo> ready(ProcessInfo now, boolean willRestart) {
    return switch (now.state()) {
      case READY -> now.stopping() ? add(now, true) : CompletableFuture.completedFuture(now);
      case STOPPED -> CompletableFuture.failedFuture(notReady(now));
      case FAIL -> willRestart ? add(now, true) : CompletableFuture.failedFuture(notReady(now));
      case STARTED, BOOTING, LOADCFG -> add(now, true);
    };
  }

  /**
   * Wait until a process does not run any more.
   *
   * @param now the process as it is
   * @param willRestart whether it has failed and is to be started again
   */
  CompletableFuture<ProcessInfo> ended(ProcessInfo now, boolean willRestart) {
    return isOver(now) && !willRestart ? CompletableFuture.completedFuture(now) : add(now, false);
  }

  private static boolean isOver(ProcessInfo process) {
    return process.state() == ProcessState.STOPPED || process.state() == ProcessState.FAIL;
  }

  private CompletableFuture<ProcessInfo> add(ProcessInfo now, boolean forReady) {
    Wait wait = new Wait(now.spec().name(), forReady, new CompletableFuture<>());
    waits.add(wait);
    return wait.done();
  }

  /** A process has changed. */
  void changed(ProcessChange change, ProcessInfo process) {
    String name = process.spec().name();
    switch (change) {
      case READY -> take(name, true).forEach(done -> done.complete(process));
      // It may be stopped in order to be started anew, in the same turn.
      case STOPPED, FAILED, DELETED -> later.execute(() -> look(name, process));
      case CREATED, STARTED, LOADING, RESTARTING -> {}
    }
  }

  private void look(String name, ProcessInfo then) {
    ProcessInfo process = now.apply(name).orElse(then);
    if (isOver(process)) {
      take(name, false).forEach(done -> done.complete(process));
      take(name, true).forEach(done -> done.completeExceptionally(notReady(process)));
    }
  }

  private List<CompletableFuture<ProcessInfo>> take(String name, boolean forReady) {
    List<Wait> met =
        waits.stream()
            .filter(wait -> wait.name().equals(name) && wait.forReady() == forReady)
            .toList();
    waits.removeAll(met);
    return met.stream().map(Wait::done).toList();
  }

  private static ProcessException notReady(ProcessInfo process) {
    return new ProcessException(
        "Process %s did not become ready, it is %s%s.  'show log process %1$s' has what it printed."
            .formatted(
                process.spec().name(),
                process.state(),
                process.detail().map(detail -> ": " + detail).orElse("")));
  }

  /** Nobody waits for anything any more. */
  void close() {
    List<Wait> left = List.copyOf(waits);
    waits.clear();
    left.forEach(
        wait ->
            wait.done()
                .completeExceptionally(new IllegalStateException("the container is closed")));
  }
}
