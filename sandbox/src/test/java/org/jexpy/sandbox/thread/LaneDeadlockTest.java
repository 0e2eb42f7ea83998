package org.jexpy.sandbox.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jexpy.sandbox.callgraph.Activity;
import org.jexpy.sandbox.callgraph.CallSite;
import org.jexpy.sandbox.callgraph.CallTimeoutException;
import org.jexpy.sandbox.callgraph.DeadlockDetectedException;
import org.jexpy.sandbox.callgraph.TimedOutCall;
import org.jexpy.sandbox.callgraph.WaitForGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The patterns of design §4 on real threads: each is refused, succeeds, or times out. */
@Timeout(60)
class LaneDeadlockTest {
  private static final Duration LONG = WaitForGraph.DEFAULT_DEADLINE;

  private final List<TimedOutCall> late = new ArrayList<>();
  private final WaitForGraph graph = new WaitForGraph(late::add);
  private final List<CallbackLanes> all = new ArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);

  private CallbackLanes process(String name, boolean runnerOnly, int workers) {
    CompletableFuture<CallbackLanes> lanes = new CompletableFuture<>();
    Runner.start(
        name + "-runner",
        runner -> {
          lanes.complete(
              new CallbackLanes(
                  name,
                  runnerOnly,
                  runner,
                  graph,
                  workers,
                  LaneOptions.reportingTo((lane, failure) -> {})));
          runner.loopUntil(() -> end.getCount() == 0);
          return 0;
        });
    all.add(lanes.join());
    return all.getLast();
  }

  private CallbackLanes python(String name, int workers) {
    return process(name, false, workers);
  }

  @AfterEach
  void shutDown() {
    end.countDown();
    all.forEach(CallbackLanes::close);
    all.forEach(lanes -> lanes.runner().wake());
  }

  private static <T> T ask(CallbackLanes target, String place, Callable<T> body)
      throws ExecutionException, InterruptedException {
    return target.call(true, place, LONG, body);
  }

  /** Run something on the Runner of a process. */
  private static <T> T onRunner(CallbackLanes process, Callable<T> body) throws Exception {
    CompletableFuture<T> done = new CompletableFuture<>();
    process
        .runner()
        .execute(
            () -> {
              try {
                done.complete(body.call());
              } catch (Throwable failure) {
                done.completeExceptionally(failure);
              }
            });
    return done.get();
  }

  private static DeadlockDetectedException refusal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DeadlockDetectedException refused) {
        return refused;
      }
    }
    throw new AssertionError("not refused", failure);
  }

  private static List<String> places(Throwable failure) {
    return refusal(failure).callSites().stream().map(CallSite::place).toList();
  }

  @Test
  void aPythonRunnerMayCall() throws Exception {
    CallbackLanes app = python("app", 0);
    CallbackLanes db = python("db", 1);
    assertThat(onRunner(app, () -> ask(db, "app.py:1", () -> 42))).isEqualTo(42);
  }

  @Test
  void aJavaScriptRunnerMayNot() {
    CallbackLanes app = process("app", true, 0);
    CallbackLanes db = python("db", 1);
    assertThatThrownBy(() -> onRunner(app, () -> ask(db, "app.js:1", () -> 42)))
        .satisfies(e -> assertThat(places(e)).containsExactly("app.js:1"))
        .hasRootCauseMessage(
            "a synchronous call to db/pool is refused on the JavaScript runner of process 'app', where nothing may wait: app/runner at app.js:1; use the call that returns a promise");
  }

  @Test
  void anEventLaneMayNot() {
    CallbackLanes app = python("app", 0);
    CallbackLanes db = python("db", 1);
    // Without a pool, events and their like run on the event lane.
    assertThatThrownBy(() -> ask(app, "outside", () -> ask(db, "app.py:1", () -> 42)))
        .satisfies(e -> assertThat(places(e)).containsExactly("outside", "app.py:1"));
  }

  @Test
  void anEventLaneAndAJavaScriptRunnerMayBeCalled() throws Exception {
    CallbackLanes app = python("app", 1);
    CallbackLanes script = process("script", true, 0);
    CallbackLanes events = python("events", 0);
    assertThat(ask(app, "outside", () -> ask(script, "1", () -> 1) + ask(events, "2", () -> 2)))
        .isEqualTo(3);
  }

  @Test
  void aPoolOfOneThatCallsItselfIsRefused() {
    CallbackLanes app = python("app", 1);
    assertThatThrownBy(() -> ask(app, "outside", () -> ask(app, "app.py:1", () -> 42)))
        .satisfies(e -> assertThat(places(e)).containsExactly("app.py:1"));
  }

  @Test
  void aPoolOfFourMayCallItselfThreeDeep() throws Exception {
    CallbackLanes app = python("app", 4);
    Callable<Integer> four = () -> 4;
    Callable<Integer> three = () -> ask(app, "3", four);
    Callable<Integer> two = () -> ask(app, "2", three);
    assertThat(ask(app, "outside", () -> ask(app, "1", two))).isEqualTo(4);
  }

  @Test
  void aPoolOfFourThatCallsItselfFourDeepIsRefusedNamingEachSite() {
    CallbackLanes app = python("app", 4);
    Callable<Integer> four = () -> ask(app, "4", () -> 5);
    Callable<Integer> three = () -> ask(app, "3", four);
    Callable<Integer> two = () -> ask(app, "2", three);
    assertThatThrownBy(() -> ask(app, "outside", () -> ask(app, "1", two)))
        .satisfies(e -> assertThat(places(e)).containsExactlyInAnyOrder("4", "3", "2", "1"))
        .satisfies(e -> assertThat(places(e)).startsWith("4"));
  }

  @Test
  void ofFourWorkersThatAllCallThemselvesTheLastIsRefusedAndTheOthersSucceed() throws Exception {
    CallbackLanes app = python("app", 4);
    CyclicBarrier allBusy = new CyclicBarrier(4);
    AtomicInteger refused = new AtomicInteger();
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      CompletableFuture<Integer> answer = new CompletableFuture<>();
      answers.add(answer);
      app.executor(true)
          .execute(
              () -> {
                try {
                  allBusy.await();
                  answer.complete(ask(app, "worker", () -> 1));
                } catch (DeadlockDetectedException e) {
                  refused.incrementAndGet();
                  answer.complete(0);
                } catch (Exception e) {
                  answer.completeExceptionally(e);
                }
              });
    }
    int succeeded = 0;
    for (CompletableFuture<Integer> answer : answers) {
      succeeded += answer.get();
    }
    assertThat(refused.get()).isBetween(1, 4);
    assertThat(succeeded).isEqualTo(4 - refused.get());
  }

  @Test
  void twoProcessesOfOneWorkerThatCallEachOtherAreRefused() {
    CallbackLanes a = python("a", 1);
    CallbackLanes b = python("b", 1);
    assertThatThrownBy(
            () -> ask(a, "outside", () -> ask(b, "a.py:1", () -> ask(a, "b.py:1", () -> 1))))
        .satisfies(e -> assertThat(places(e)).containsExactly("b.py:1", "a.py:1"));
  }

  @Test
  void twoProcessesSucceedIfOneHasAnotherWorker() throws Exception {
    CallbackLanes a = python("a", 2);
    CallbackLanes b = python("b", 1);
    assertThat(ask(a, "outside", () -> ask(b, "a.py:1", () -> ask(a, "b.py:1", () -> 1))))
        .isEqualTo(1);
  }

  @Test
  void threeInARingAreRefused() {
    CallbackLanes a = python("a", 1);
    CallbackLanes b = python("b", 1);
    CallbackLanes c = python("c", 1);
    assertThatThrownBy(
            () ->
                ask(
                    a,
                    "outside",
                    () -> ask(b, "a:1", () -> ask(c, "b:1", () -> ask(a, "c:1", () -> 1)))))
        .satisfies(e -> assertThat(places(e)).containsExactly("c:1", "a:1", "b:1"));
  }

  @Test
  void aRefusedCallerCanAnswerNevertheless() throws Exception {
    CallbackLanes a = python("a", 1);
    CallbackLanes b = python("b", 1);
    assertThat(
            ask(
                a,
                "outside",
                () ->
                    ask(
                        b,
                        "a.py:1",
                        () -> {
                          try {
                            return ask(a, "b.py:1", () -> 1);
                          } catch (DeadlockDetectedException e) {
                            return -1;
                          }
                        })))
        .isEqualTo(-1);
  }

  @Test
  void aWaitForALockOfTheGuestTimesOutWithBothStacks() throws Exception {
    CallbackLanes a = python("a", 1);
    CountDownLatch lock = new CountDownLatch(1);
    assertThatThrownBy(
            () ->
                a.call(
                    true,
                    "outside",
                    Duration.ofMillis(200),
                    () -> {
                      lock.await();
                      return 1;
                    }))
        .isInstanceOf(CallTimeoutException.class)
        .hasMessageContaining("being served by thread 'a-pool'");
    lock.countDown();
    assertThat(late).singleElement().matches(call -> call.server().isPresent());
    // The lane goes on.
    assertThat(ask(a, "again", () -> 2)).isEqualTo(2);
  }

  @Test
  void aCallToAnEndedProcessFailsAtOnce() {
    CallbackLanes a = python("a", 1);
    a.close();
    assertThatThrownBy(() -> ask(a, "outside", () -> 1))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("'a-pool' has ended");
  }

  @Test
  void theEndOfAProcessAnswersWhoeverWaitsForIt() throws Exception {
    CallbackLanes a = python("a", 1);
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    a.executor(true)
        .execute(
            () -> {
              busy.countDown();
              try {
                open.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    busy.await();
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread caller =
        SandboxThreads.service(
            "caller",
            () ->
                failure.complete(
                    org.assertj.core.api.Assertions.catchThrowable(
                        () -> ask(a, "outside", () -> 1))));
    caller.start();
    org.awaitility.Awaitility.await().until(() -> a.queuedCallbacks() == 1);
    a.close();
    assertThat(failure.get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(RejectedExecutionException.class);
    open.countDown();
  }

  @Test
  void manyThreadsThatCallAtRandomNeverHangAndOnlyCyclesAreRefused() throws Exception {
    List<CallbackLanes> ring = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ring.add(python("p" + i, 1 + i % 2));
    }
    AtomicInteger answered = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    List<CompletableFuture<Boolean>> ended = new ArrayList<>();
    for (int seed = 0; seed < 8; seed++) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      CompletableFuture<Boolean> done = new CompletableFuture<>();
      ended.add(done);
      SandboxThreads.service(
              "caller-" + seed,
              () -> {
                for (int i = 0; i < 200; i++) {
                  int[] path = random.ints(1 + random.nextInt(4), 0, 4).toArray();
                  try {
                    walk(ring, path, 0);
                    answered.incrementAndGet();
                  } catch (DeadlockDetectedException e) {
                    refused.incrementAndGet();
                  } catch (ExecutionException e) {
                    refusal(e);
                    refused.incrementAndGet();
                  } catch (InterruptedException e) {
                    done.completeExceptionally(e);
                    return;
                  }
                }
                done.complete(true);
              })
          .start();
    }
    for (CompletableFuture<Boolean> done : ended) {
      assertThat(done.get()).isTrue();
    }
    assertThat(answered).hasPositiveValue();
    assertThat(answered.get() + refused.get()).isEqualTo(1600);
    assertThat(late).isEmpty();
  }

  private static int walk(List<CallbackLanes> ring, int[] path, int at)
      throws ExecutionException, InterruptedException {
    return at == path.length
        ? 0
        : ask(ring.get(path[at]), "step " + at, () -> 1 + walk(ring, path, at + 1));
  }

  @Test
  void theTopLevelOfAScriptHoldsTheRunnersSlot() throws Exception {
    CallbackLanes a = python("a", 1);
    onRunner(
        a,
        () -> {
          try (Activity main = a.runnerLane().enter()) {
            assertThat(main.lane().kind().mayWait()).isTrue();
            return ask(a, "main", () -> 1);
          }
        });
  }
}
