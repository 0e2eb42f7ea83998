package org.jexpy.sandbox.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RunnerTest {
  @Test
  void theBodyRunsOnANamedPlatformThreadOfItsOwn() throws Exception {
    CompletableFuture<Thread> seen = new CompletableFuture<>();
    Runner runner =
        Runner.start(
            "app-runner",
            self -> {
              assertThat(self.isCurrent()).isTrue();
              seen.complete(Thread.currentThread());
              return 7;
            });
    assertThat(runner.status().get()).isEqualTo(7);
    assertThat(seen.get().getName()).isEqualTo("app-runner");
    assertThat(seen.get().isVirtual()).isFalse();
    assertThat(seen.get()).isSameAs(runner.thread());
    assertThat(runner.isCurrent()).isFalse();
  }

  @Test
  void theThreadsBelowARunnerAreItsGuestsAndNotThoseOfAnotherRunner() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CompletableFuture<Runner> spare = new CompletableFuture<>();
    CompletableFuture<EventLane> lane = new CompletableFuture<>();
    Runner runner =
        Runner.start(
            "app-runner",
            self -> {
              SandboxThreads.service("app-helper", () -> awaitQuietly(end)).start();
              spare.complete(
                  Runner.start(
                      "spare",
                      other -> {
                        end.await();
                        return 0;
                      }));
              lane.complete(new EventLane("app-events", LaneOptions.reportingTo((n, f) -> {})));
              end.await();
              return 0;
            });
    try (EventLane events = lane.get()) {
      CountDownLatch started = new CountDownLatch(1);
      events.execute(started::countDown);
      started.await();

      assertThat(runner.threads())
          .extracting(Thread::getName)
          .containsExactlyInAnyOrder("app-runner", "app-helper", "app-events");
      assertThat(spare.get().threads()).extracting(Thread::getName).containsExactly("spare");
    } finally {
      end.countDown();
    }
    assertThat(runner.status().get()).isZero();
    assertThat(spare.get().status().get()).isZero();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aFailingBodyFailsTheStatusWithErrorsToo() {
    Runner runner =
        Runner.start(
            "app-runner",
            self -> {
              throw new AssertionError("broken");
            });
    assertThatThrownBy(() -> runner.status().get())
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseInstanceOf(AssertionError.class);
  }

  @Test
  void tasksRunInTheirOrderUntilTheConditionHolds() throws Exception {
    List<Integer> done = new ArrayList<>();
    Runner runner =
        Runner.start(
            "app-runner",
            self -> {
              self.execute(() -> done.add(1));
              self.execute(
                  () -> {
                    done.add(2);
                    self.execute(() -> done.add(4));
                  });
              self.execute(() -> done.add(3));
              self.loopUntil(() -> done.size() >= 4);
              return 0;
            });
    assertThat(runner.status().get()).isZero();
    assertThat(done).containsExactly(1, 2, 3, 4);
    assertThat(runner.leftTasks()).isZero();
  }

  @Test
  void wakingTheLoopHasItLookAgain() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch looked = new CountDownLatch(1);
    Runner runner =
        Runner.start(
            "app-runner",
            self -> {
              self.loopUntil(
                  () -> {
                    looked.countDown();
                    return done.get();
                  });
              return 0;
            });
    looked.await();
    done.set(true);
    runner.wake();
    assertThat(runner.status().get()).isZero();
  }

  @Test
  void whatIsLeftAtTheEndIsToldAndCounted() throws Exception {
    CompletableFuture<RejectedExecutionException> told = new CompletableFuture<>();
    Runner runner =
        Runner.start(
            "app-runner",
            self -> {
              self.execute(
                  new LaneTask() {
                    @Override
                    public void run() {}

                    @Override
                    public void abandoned(RejectedExecutionException reason) {
                      told.complete(reason);
                    }
                  });
              return 0;
            });
    runner.status().get();
    assertThat(told.get()).hasMessageContaining("'app-runner' has ended before");
    assertThat(runner.leftTasks()).isEqualTo(1);
    assertThatThrownBy(() -> runner.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessage("'app-runner' has ended and takes no more tasks");
  }

  @Test
  void onlyTheRunnerRunsItsLoop() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Runner runner =
        Runner.start(
            "app-runner",
            self -> {
              end.await();
              return 0;
            });
    assertThatIllegalStateException()
        .isThrownBy(() -> runner.loopUntil(() -> true))
        .withMessageContainingAll("app-runner", Thread.currentThread().getName());
    end.countDown();
    runner.status().get();
  }

  @Test
  void anInterruptEndsTheWaitingLoop() {
    Runner runner =
        Runner.start(
            "app-runner",
            self -> {
              self.loopUntil(() -> false);
              return 0;
            });
    runner.thread().interrupt();
    assertThatThrownBy(() -> runner.status().get())
        .hasRootCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void aScopeSurroundsEachTask() throws Exception {
    List<String> trace = new ArrayList<>();
    Runner runner =
        Runner.start(
            "app-runner",
            self -> {
              self.scope(
                  () -> {
                    trace.add("enter");
                    return () -> trace.add("leave");
                  });
              self.execute(() -> trace.add("task"));
              self.loopUntil(() -> true);
              return 0;
            });
    runner.status().get();
    assertThat(trace).containsExactly("enter", "task", "leave");
  }
}
