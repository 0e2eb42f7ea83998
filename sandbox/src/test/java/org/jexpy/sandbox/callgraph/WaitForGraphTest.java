package org.jexpy.sandbox.callgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The graph by itself, on one thread; with real lanes it is tested in {@code LaneDeadlockTest}. */
class WaitForGraphTest {
  private static final Duration LONG = WaitForGraph.DEFAULT_DEADLINE;

  private final List<TimedOutCall> late = new ArrayList<>();
  private final WaitForGraph graph = new WaitForGraph(late::add);

  @ParameterizedTest
  @EnumSource(
      value = LaneKind.class,
      names = {"RUNNER", "POOL", "THREADS"})
  void aCallToAnIdleLaneIsMade(LaneKind kind) {
    Lane lane = graph.addLane("app", "here", kind, 1);
    Lane target = graph.addLane("db", "pool", LaneKind.POOL, 1);
    try (Activity work = lane.enter();
        SyncCall call = graph.call(target, "app.py:3 get", LONG)) {
      assertThat(call.chain().sites()).containsExactly(new CallSite("app", "here", "app.py:3 get"));
      assertThat(call.target()).isEqualTo(target);
      assertThat(work.chain()).isEqualTo(CallChain.EMPTY);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = LaneKind.class,
      names = {"EVENT", "JS_RUNNER"})
  void aCallOnALaneThatMustNotWaitIsRefusedEvenIfItCouldBeAnswered(LaneKind kind) {
    Lane lane = graph.addLane("app", "events", kind, 1);
    Lane target = graph.addLane("db", "pool", LaneKind.POOL, 4);
    try (Activity work = lane.enter()) {
      var refused =
          catchThrowableOfType(
              DeadlockDetectedException.class, () -> graph.call(target, "app.py:7 get", LONG));
      assertThat(refused.reason()).isEqualTo(DeadlockDetectedException.Reason.LANE_MUST_NOT_WAIT);
      assertThat(refused.callSites())
          .containsExactly(new CallSite("app", "events", "app.py:7 get"));
      assertThat(refused)
          .hasMessageContainingAll("db/pool", kind.title(), "process 'app'", "app.py:7 get");
      assertThat(work.lane()).isEqualTo(lane);
    }
  }

  @Test
  void theRefusalOnAnEventLaneNamesTheCallsThatLedThere() {
    Lane caller = graph.addLane("a", "runner", LaneKind.RUNNER, 1);
    Lane events = graph.addLane("b", "events", LaneKind.EVENT, 1);
    try (Activity outer = caller.enter();
        SyncCall call = graph.call(events, "a.py:1 ask", LONG);
        var server = new OtherThread(() -> events.enter())) {
      server.serve(call);
      var refused = server.refusal(() -> graph.call(caller, "b.py:2 ask back", LONG));
      assertThat(refused.callSites())
          .containsExactly(
              new CallSite("a", "runner", "a.py:1 ask"),
              new CallSite("b", "events", "b.py:2 ask back"));
      assertThat(outer.chain()).isEqualTo(CallChain.EMPTY);
    }
  }

  @Test
  void aCallIntoTheOwnPoolOfOneIsRefusedAndNamesItsSite() {
    Lane pool = graph.addLane("app", "pool", LaneKind.POOL, 1);
    try (Activity work = pool.enter()) {
      var refused =
          catchThrowableOfType(
              DeadlockDetectedException.class, () -> graph.call(pool, "app.py:9 get", LONG));
      assertThat(refused.reason()).isEqualTo(DeadlockDetectedException.Reason.CYCLE);
      assertThat(refused.callSites()).containsExactly(new CallSite("app", "pool", "app.py:9 get"));
      assertThat(refused).hasMessageContaining("1 slot(s), all waiting");
      assertThat(work.thread()).isEqualTo(Thread.currentThread());
    }
  }

  @Test
  void aRefusedCallerMayCallElsewhere() {
    Lane pool = graph.addLane("app", "pool", LaneKind.POOL, 1);
    Lane other = graph.addLane("db", "pool", LaneKind.POOL, 1);
    try (Activity work = pool.enter()) {
      assertThatThrownBy(() -> graph.call(pool, "app.py:9 get", LONG))
          .isInstanceOf(DeadlockDetectedException.class);
      assertThatCode(() -> graph.call(other, "app.py:10 get", LONG).close())
          .doesNotThrowAnyException();
      assertThat(work.lane()).isEqualTo(pool);
    }
  }

  @Test
  void aThreadMakesOneCallAtATime() {
    Lane runner = graph.addLane("app", "runner", LaneKind.RUNNER, 1);
    Lane pool = graph.addLane("db", "pool", LaneKind.POOL, 2);
    try (Activity work = runner.enter();
        SyncCall call = graph.call(pool, "one", LONG)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> graph.call(pool, "two", LONG))
          .withMessageContaining("app/runner already waits for db/pool");
      assertThat(call.chain().sites()).hasSize(1);
      assertThat(work.lane()).isEqualTo(runner);
    }
  }

  @Test
  void aThreadOfNoLaneMayCallAndIsNamed() {
    Lane pool = graph.addLane("db", "pool", LaneKind.POOL, 1);
    try (SyncCall call = graph.call(pool, "Main.java", LONG)) {
      assertThat(call.chain().sites())
          .containsExactly(new CallSite("host", Thread.currentThread().getName(), "Main.java"));
    }
    assertThat(WaitForGraph.currentActivity()).isEmpty();
  }

  @Test
  void aLoopInsideOfALoopHoldsOneSlotOnly() {
    Lane runner = graph.addLane("app", "runner", LaneKind.RUNNER, 1);
    try (Activity outer = runner.enter()) {
      try (Activity inner = runner.enter()) {
        assertThat(WaitForGraph.currentActivity()).contains(inner);
        assertThat(runner.active).containsExactly(inner);
      }
      assertThat(WaitForGraph.currentActivity()).contains(outer);
      assertThat(runner.active).containsExactly(outer);
    }
    assertThat(runner.active).isEmpty();
  }

  @Test
  void whatTheInnerWorkOfTheOnlySlotWaitsForCountsForTheOuter() {
    Lane runner = graph.addLane("app", "runner", LaneKind.RUNNER, 1);
    Lane pool = graph.addLane("db", "pool", LaneKind.POOL, 1);
    try (Activity outer = runner.enter();
        Activity inner = runner.enter();
        SyncCall call = graph.call(pool, "a.py:1", LONG);
        var server = new OtherThread(() -> pool.enter())) {
      server.serve(call);
      assertThat(server.refusal(() -> graph.call(runner, "b.py:1", LONG)).callSites())
          .extracting(CallSite::place)
          .containsExactly("b.py:1", "a.py:1");
      assertThat(inner.lane()).isEqualTo(outer.lane());
    }
  }

  @Test
  void aCallWhoseCallerHasGoneNeedNotBeServed() {
    Lane runner = graph.addLane("app", "runner", LaneKind.RUNNER, 1);
    Lane pool = graph.addLane("db", "pool", LaneKind.POOL, 1);
    SyncCall call;
    try (Activity work = runner.enter()) {
      call = graph.call(pool, "one", LONG);
      call.close();
      call.close();
      assertThat(work.lane()).isEqualTo(runner);
    }
    try (Activity server = pool.enter()) {
      assertThat(call.serve(server)).isFalse();
      assertThat(server.chain()).isEqualTo(CallChain.EMPTY);
    }
  }

  @Test
  void whoeverWaitsForAClosedLaneIsNotTakenForStuck() {
    Lane pool = graph.addLane("app", "pool", LaneKind.POOL, 1);
    try (Activity work = pool.enter()) {
      pool.close();
      assertThatCode(() -> graph.call(pool, "late", LONG).close()).doesNotThrowAnyException();
      assertThat(work.lane()).isEqualTo(pool);
    }
  }

  @Test
  void theDeadlineEndsTheWaitWithARecordOfBothStacks() throws Exception {
    Lane pool = graph.addLane("db", "pool", LaneKind.POOL, 1);
    try (SyncCall call = graph.call(pool, "Main.java:1 get", Duration.ofMillis(1));
        var server = new OtherThread(() -> pool.enter())) {
      server.serve(call);
      assertThatThrownBy(() -> call.await(new CompletableFuture<>()))
          .isInstanceOf(CallTimeoutException.class)
          .hasMessageContainingAll(
              "db/pool", "1 ms", "served by thread 'other thread'", "Main.java:1 get");
    }
    assertThat(late).singleElement().satisfies(this::hasBothStacks);
  }

  private void hasBothStacks(TimedOutCall call) {
    assertThat(call.caller().frames()).anyMatch(frame -> frame.getMethodName().equals("await"));
    assertThat(call.server().orElseThrow().thread()).isEqualTo("other thread");
    assertThat(call.server().orElseThrow().frames()).isNotEmpty();
  }

  @Test
  void theRecordOfAnUnservedCallSaysThatNobodyTookIt() {
    Lane pool = graph.addLane("db", "pool", LaneKind.POOL, 1);
    try (SyncCall call = graph.call(pool, "get", Duration.ZERO)) {
      assertThatThrownBy(() -> call.await(new CompletableFuture<>()))
          .hasMessageContaining("no worker has taken it up");
    }
    assertThat(late).singleElement().matches(call -> call.server().isEmpty());
  }

  @Test
  void anAnswerInTimeIsHandedOver() throws Exception {
    Lane pool = graph.addLane("db", "pool", LaneKind.POOL, 1);
    try (SyncCall call = graph.call(pool, "get", LONG)) {
      assertThat(call.await(CompletableFuture.completedFuture(42))).isEqualTo(42);
    }
    assertThat(late).isEmpty();
  }

  @Test
  void workIsEndedByItsOwnThreadOnly() throws Exception {
    Lane pool = graph.addLane("db", "pool", LaneKind.POOL, 1);
    try (var other = new OtherThread(() -> pool.enter())) {
      Activity theirs = other.activity();
      assertThatIllegalStateException()
          .isThrownBy(theirs::close)
          .withMessageContainingAll("db/pool", "other thread", Thread.currentThread().getName());
    }
  }

  @Test
  void aLaneHasASlot() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> graph.addLane("app", "pool", LaneKind.POOL, 0))
        .withMessage("slots of lane app/pool: 0 (expected >= 1)");
  }

  @Test
  void graphsOfTwoContainersDoNotMix() {
    WaitForGraph other = new WaitForGraph(late::add);
    Lane here = graph.addLane("app", "events", LaneKind.EVENT, 1);
    Lane there = other.addLane("db", "pool", LaneKind.POOL, 1);
    try (Activity work = here.enter();
        SyncCall call = other.call(there, "embedder", LONG)) {
      assertThat(call.chain().sites().getFirst().process()).isEqualTo("host");
      assertThat(work.inner).isNull();
    }
  }
}
