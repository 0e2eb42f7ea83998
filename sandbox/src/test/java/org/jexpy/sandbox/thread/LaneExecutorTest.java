package org.jexpy.sandbox.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LaneExecutorTest {
  private final LinkedBlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  private final LaneOptions options = LaneOptions.reportingTo((lane, e) -> failures.add(e));

  @Test
  void theEventLaneRunsItsTasksInOrderOnOneNamedThread() throws Exception {
    List<Integer> order = new ArrayList<>();
    Set<String> threads = ConcurrentHashMap.newKeySet();
    EventLane lane = new EventLane("app-events", options);
    assertThat(lane.threads()).as("no thread before the first task").isEmpty();
    CountDownLatch done = new CountDownLatch(100);
    for (int i = 0; i < 100; i++) {
      int number = i;
      lane.execute(
          () -> {
            order.add(number);
            threads.add(Thread.currentThread().getName());
            assertThat(lane.isCurrent()).isTrue();
            done.countDown();
          });
    }
    done.await();
    assertThat(order).isSorted().hasSize(100);
    assertThat(threads).containsExactly("app-events");
    assertThat(lane.isCurrent()).isFalse();
    assertThat(lane.shutdown()).isZero();
    assertThat(lane.awaitEnd(10, TimeUnit.SECONDS)).isEmpty();
    assertThat(failures).isEmpty();
  }

  @Test
  void aPoolHasAsManyThreadsAsItNeedsUpToItsBound() throws Exception {
    CallbackPool pool = new CallbackPool("app-pool", 3, options);
    for (int round = 0; round < 50; round++) {
      CyclicBarrier all = new CyclicBarrier(4);
      for (int i = 0; i < 3; i++) {
        pool.execute(
            () -> {
              try {
                all.await();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
      }
      // Passes only if all three run at the same time.
      all.await();
    }
    assertThat(pool.workers()).isEqualTo(3);
    assertThat(pool.threads())
        .extracting(Thread::getName)
        .containsExactlyInAnyOrder("app-pool-1", "app-pool-2", "app-pool-3");
    pool.close();
    assertThat(pool.awaitEnd(10, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void aFailingTaskIsReportedAndHarmsNoOther() throws Exception {
    EventLane lane = new EventLane("app-events", options);
    lane.execute(
        () -> {
          throw new StackOverflowError("deep");
        });
    CountDownLatch next = new CountDownLatch(1);
    lane.execute(next::countDown);
    next.await();
    assertThat(failures.take()).isInstanceOf(StackOverflowError.class);
    lane.close();
  }

  @Test
  void anInterruptMeantForOneTaskDoesNotReachTheNext() throws Exception {
    EventLane lane = new EventLane("app-events", options);
    lane.execute(() -> Thread.currentThread().interrupt());
    CountDownLatch next = new CountDownLatch(1);
    AtomicInteger interrupted = new AtomicInteger();
    lane.execute(
        () -> {
          interrupted.set(Thread.currentThread().isInterrupted() ? 1 : 0);
          next.countDown();
        });
    next.await();
    assertThat(interrupted).hasValue(0);
    lane.close();
  }

  private static final class Told implements LaneTask {
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger abandonments = new AtomicInteger();

    @Override
    public void run() {
      runs.incrementAndGet();
    }

    @Override
    public void abandoned(RejectedExecutionException reason) {
      abandonments.incrementAndGet();
    }
  }

  /** A lane whose only thread is busy until the latch opens. */
  private EventLane busy(CountDownLatch open, OverflowPolicy policy) throws Exception {
    EventLane lane = new EventLane("app-events", options.withQueue(2, policy));
    CountDownLatch started = new CountDownLatch(1);
    lane.execute(
        () -> {
          started.countDown();
          try {
            open.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    started.await();
    return lane;
  }

  @Test
  void aFullQueueRefusesByName() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    EventLane lane = busy(open, OverflowPolicy.REFUSE);
    lane.execute(() -> {});
    lane.execute(() -> {});
    assertThatThrownBy(() -> lane.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContainingAll("'app-events'", "full (2 tasks)");
    assertThat(lane.queued()).isEqualTo(2);
    open.countDown();
    lane.close();
  }

  @Test
  void aFullQueueDropsTheNewestOrTheOldestAsAsked() throws Exception {
    for (OverflowPolicy policy : List.of(OverflowPolicy.DROP_NEWEST, OverflowPolicy.DROP_OLDEST)) {
      CountDownLatch open = new CountDownLatch(1);
      EventLane lane = busy(open, policy);
      List<Told> tasks = List.of(new Told(), new Told(), new Told());
      tasks.forEach(lane::execute);
      int lost = policy == OverflowPolicy.DROP_OLDEST ? 0 : 2;
      assertThat(tasks.get(lost).abandonments).hasValue(1);
      assertThat(lane.dropped()).isEqualTo(1);
      open.countDown();
      for (int i = 0; i < 3; i++) {
        Told task = tasks.get(i);
        int runs = i == lost ? 0 : 1;
        await().untilAsserted(() -> assertThat(task.runs).hasValue(runs));
      }
      lane.close();
    }
  }

  @Test
  void theEndAbandonsWhatWaitsAndLetsFinishWhatRuns() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    EventLane lane = busy(open, OverflowPolicy.REFUSE);
    Told waiting = new Told();
    lane.execute(waiting);
    assertThat(lane.shutdown()).isEqualTo(1);
    assertThat(lane.shutdown()).isEqualTo(1);
    assertThat(waiting.abandonments).hasValue(1);
    assertThatThrownBy(() -> lane.execute(() -> {}))
        .hasMessage("'app-events' has ended and takes no more tasks");
    assertThat(lane.awaitEnd(1, TimeUnit.MILLISECONDS)).hasSize(1);
    open.countDown();
    assertThat(lane.awaitEnd(10, TimeUnit.SECONDS)).isEmpty();
    assertThat(waiting.runs).hasValue(0);
  }

  @Test
  void senselessBoundsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CallbackPool("p", 0, options))
        .withMessage("threads of 'p': 0 (expected >= 1)");
    LaneOptions none = options.withQueue(0, OverflowPolicy.REFUSE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EventLane("p", none))
        .withMessage("capacity of the queue of 'p': 0 (expected >= 1)");
  }
}
