package org.jexpy.sandbox.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jexpy.sandbox.callgraph.Lane;
import org.jexpy.sandbox.callgraph.LaneKind;
import org.jexpy.sandbox.callgraph.SyncCall;
import org.jexpy.sandbox.callgraph.WaitForGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WatchdogTest {
  private static final Duration SOON = Duration.ofMillis(10);
  private static final Duration NEVER = Duration.ofDays(1);

  private final LinkedBlockingQueue<WatchdogRecord> records = new LinkedBlockingQueue<>();
  private final Watchdog watchdog = Watchdog.start("test-watchdog", records::add);
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void end() {
    watchdog.close();
    release.countDown();
  }

  @Test
  void aPassedDeadlineIsReportedWithTheStackAndActedOn() throws Exception {
    CompletableFuture<String> acted = new CompletableFuture<>();
    watchdog.deadline(
        "app",
        "wall time",
        SOON,
        Thread.currentThread(),
        () -> acted.complete(Thread.currentThread().getName()));
    WatchdogRecord noticed = records.take();
    assertThat(noticed.kind()).isEqualTo(WatchdogRecord.Kind.DEADLINE);
    assertThat(noticed.owner()).isEqualTo("app");
    assertThat(noticed.text()).isEqualTo("wall time limit of 10 ms has passed");
    assertThat(noticed.stacks().getFirst().frames()).isNotEmpty();
    assertThat(acted.get()).isEqualTo("test-watchdog");
  }

  @Test
  void deadlinesComeInTheOrderOfTheirTimesAndClosedOnesNot() throws Exception {
    LinkedBlockingQueue<Integer> order = new LinkedBlockingQueue<>();
    watchdog.after(Duration.ofMillis(60), () -> order.add(3));
    watchdog.after(Duration.ofMillis(20), () -> order.add(1));
    watchdog.after(Duration.ofMillis(40), () -> order.add(2)).close();
    watchdog.after(NEVER, () -> order.add(4));
    assertThat(List.of(order.take(), order.take())).containsExactly(1, 3);
    assertThat(order).isEmpty();
  }

  @Test
  void aBrokenActionDoesNotEndTheWatch() throws Exception {
    watchdog.after(
        Duration.ZERO,
        () -> {
          throw new IllegalStateException("broken on purpose");
        });
    CountDownLatch next = new CountDownLatch(1);
    watchdog.after(SOON, next::countDown);
    next.await();
  }

  @Test
  void aMissedHeartbeatIsReportedOnceAndAgainAfterABeat() throws Exception {
    try (Watchdog.Heartbeat heartbeat =
        watchdog.heartbeat("app", "worker", SOON, Thread.currentThread())) {
      assertThat(records.take())
          .matches(noticed -> noticed.kind() == WatchdogRecord.Kind.HEARTBEAT)
          .matches(noticed -> noticed.text().equals("no heartbeat of 'worker' for 10 ms"));
      heartbeat.beat();
      assertThat(records.take().kind()).isEqualTo(WatchdogRecord.Kind.HEARTBEAT);
    }
    assertThat(records).isEmpty();
  }

  @Test
  void aLongTurnOfALoopIsReportedOnceWhileItLasts() throws Exception {
    try (Watchdog.LoopWatch loop = watchdog.loop("main loop", Thread.currentThread(), SOON)) {
      loop.turnBegins();
      WatchdogRecord noticed = records.take();
      assertThat(noticed.kind()).isEqualTo(WatchdogRecord.Kind.LOOP);
      assertThat(noticed.stacks().getFirst().thread()).isEqualTo(Thread.currentThread().getName());
      loop.turnEnds();
      loop.turnBegins();
      assertThat(records.take().kind()).isEqualTo(WatchdogRecord.Kind.LOOP);
      loop.turnEnds();
    }
  }

  @Test
  void aTimedOutCallBecomesARecordWithItsStacks() {
    WaitForGraph graph = new WaitForGraph(late -> watchdog.report(WatchdogRecord.of(late)));
    Lane lane = graph.addLane("db", "pool", LaneKind.POOL, 1);
    try (SyncCall call = graph.call(lane, "here", Duration.ZERO)) {
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(
                  () -> call.await(new CompletableFuture<>())))
          .isNotNull();
    }
    assertThat(records.poll())
        .isNotNull()
        .matches(noticed -> noticed.kind() == WatchdogRecord.Kind.CALL)
        .matches(noticed -> noticed.stacks().size() == 1);
  }

  private Thread stubborn() {
    Thread thread =
        SandboxThreads.service(
            "stubborn",
            () -> {
              while (release.getCount() > 0) {
                try {
                  release.await();
                } catch (InterruptedException e) {
                  // That is what makes it stubborn.
                }
              }
            });
    thread.start();
    return thread;
  }

  @Test
  void theReaperEndsAGuest() throws Exception {
    Reaper reaper = new Reaper(watchdog);
    Thread guest = stubborn();
    assertThat(reaper.reap("app", guest, release::countDown, NEVER).get())
        .isEqualTo(Reaper.Outcome.ENDED);
    assertThat(guest.isAlive()).isFalse();
    assertThat(reaper.quarantined()).isEmpty();
    assertThat(records).isEmpty();
  }

  @Test
  void aGuestThatDoesNotEndIsQuarantinedUntilItDoes() throws Exception {
    Reaper reaper = new Reaper(watchdog);
    Thread guest = stubborn();
    assertThat(reaper.reap("app", guest, () -> {}, SOON).get())
        .isEqualTo(Reaper.Outcome.QUARANTINED);
    assertThat(reaper.quarantined())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.owner()).isEqualTo("app");
              assertThat(entry.thread()).isSameAs(guest);
              assertThat(entry.cpuNanos().orElseThrow()).isNotNegative();
            });
    assertThat(guest.getPriority()).isEqualTo(Thread.MIN_PRIORITY);
    assertThat(records.take().text()).contains("did not end within 10 ms");
    release.countDown();
    await().until(() -> reaper.quarantined().isEmpty());
  }

  @Test
  void aFailingCloseIsToldToWhoeverAsked() {
    Reaper reaper = new Reaper(watchdog);
    var outcome =
        reaper.reap(
            "app",
            stubborn(),
            () -> {
              throw new IOException("broken");
            },
            NEVER);
    assertThat(outcome).failsWithin(Duration.ofSeconds(20)).withThrowableThat().havingRootCause();
  }

  @Test
  void theLadderIsClimbedUntilTheGuestEnds() throws Exception {
    Thread thread = stubborn();
    AtomicInteger interrupts = new AtomicInteger();
    Ladder.Guest guest =
        new Ladder.Guest() {
          @Override
          public String name() {
            return "app";
          }

          @Override
          public Thread thread() {
            return thread;
          }

          @Override
          public void interrupt() {
            interrupts.incrementAndGet();
          }

          @Override
          public void close() {
            release.countDown();
          }
        };
    Ladder ladder = new Ladder(watchdog, new Reaper(watchdog));
    List<Ladder.Rung> rungs =
        List.of(
            new Ladder.Rung(LadderStep.WARN, SOON),
            new Ladder.Rung(LadderStep.INTERRUPT, SOON),
            new Ladder.Rung(LadderStep.CLOSE, NEVER));
    assertThat(ladder.climb(guest, "too slow", rungs).get()).isEqualTo(Reaper.Outcome.ENDED);
    assertThat(ladder.climb(guest, "again", rungs).get()).isEqualTo(Reaper.Outcome.ENDED);
    assertThat(interrupts).hasValue(1);
    assertThat(records)
        .extracting(WatchdogRecord::text)
        .containsExactly("WARN: too slow", "INTERRUPT: too slow", "CLOSE: too slow");
  }
}
