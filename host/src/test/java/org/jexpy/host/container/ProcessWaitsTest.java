package org.jexpy.host.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jexpy.bindings.exos.core.ProcessState;
import org.jexpy.host.process.ProcessChange;
import org.jexpy.host.process.ProcessInfo;
import org.jexpy.host.process.ProcessSpec;
import org.junit.jupiter.api.Test;

/** What whoever waits for a process is told, and when. */
final class ProcessWaitsTest {
  private final Deque<Runnable> turns = new ArrayDeque<>();
  private ProcessInfo now = in(ProcessState.STARTED);
  private final ProcessWaits waits = new ProcessWaits(turns::add, name -> Optional.of(now));

  private static ProcessInfo in(ProcessState state) {
    return new ProcessInfo(
        ProcessSpec.js("one", "one").auto(),
        state,
        false,
        0,
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.of("because"));
  }

  private void change(ProcessChange change, ProcessState state) {
    now = in(state);
    waits.changed(change, now);
  }

  private void nextTurn() {
    while (!turns.isEmpty()) {
      turns.remove().run();
    }
  }

  @Test
  void readyComesWithTheState() {
    CompletableFuture<ProcessInfo> ready = waits.ready(now, false);
    CompletableFuture<ProcessInfo> ended = waits.ended(now, false);
    change(ProcessChange.LOADING, ProcessState.LOADCFG);
    assertThat(ready).isNotDone();
    change(ProcessChange.READY, ProcessState.READY);
    assertThat(ready).isCompletedWithValue(now);
    assertThat(waits.ready(now, false)).isCompletedWithValue(now);
    assertThat(ended).isNotDone();
  }

  @Test
  void aRestartIsNoEnd() {
    CompletableFuture<ProcessInfo> ready = waits.ready(now, false);
    CompletableFuture<ProcessInfo> ended = waits.ended(now, false);
    change(ProcessChange.STOPPED, ProcessState.STOPPED);
    change(ProcessChange.STARTED, ProcessState.STARTED);
    nextTurn();
    change(ProcessChange.RESTARTING, ProcessState.FAIL);
    nextTurn();
    assertThat(ready).isNotDone();
    assertThat(ended).isNotDone();
    assertThat(waits.ready(now, true)).isNotDone();
    assertThat(waits.ended(now, true)).isNotDone();
  }

  @Test
  void aFailureForGoodIsTheEndAndKeepsItFromBeingReady() {
    CompletableFuture<ProcessInfo> ready = waits.ready(now, false);
    CompletableFuture<ProcessInfo> ended = waits.ended(now, false);
    change(ProcessChange.FAILED, ProcessState.FAIL);
    nextTurn();
    assertThat(ended).isCompletedWithValue(now);
    assertThatThrownBy(ready::join)
        .hasMessageContaining("Process one did not become ready, it is FAIL: because.");
    assertThat(waits.ended(now, false)).isCompletedWithValue(now);
    assertThat(waits.ready(now, false)).isCompletedExceptionally();
  }

  @Test
  void theEndOfTheContainerEndsAllWaits() {
    CompletableFuture<ProcessInfo> ready = waits.ready(now, false);
    waits.close();
    assertThatThrownBy(ready::join).hasMessageContaining("the container is closed");
  }
}
