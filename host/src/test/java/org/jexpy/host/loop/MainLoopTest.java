package org.jexpy.host.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jexpy.sandbox.thread.Watchdog;
import org.jexpy.sandbox.thread.WatchdogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class MainLoopTest {
  private final MainLoop loop = MainLoop.unowned();
  private final Thread thread = HostThreads.daemon("test-loop", loop::run);

  @BeforeEach
  void start() {
    thread.start();
  }

  @AfterEach
  void end() throws InterruptedException {
    if (thread.isAlive()) {
      loop.stop();
    }
    thread.join();
  }

  @Test
  void tasksRunInTheirOrderOnTheLoop() throws Exception {
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    loop.execute(() -> seen.add("one " + loop.inLoop()));
    loop.execute(() -> seen.add("two " + Thread.currentThread().getName()));

    assertThat(loop.submit(() -> List.copyOf(seen)).get())
        .containsExactly("one true", "two test-loop");
    assertThat(loop.inLoop()).isFalse();
  }

  @Test
  void aTimerWakesTheWaitingLoopAndACancelledOneDoesNot() throws InterruptedException {
    CountDownLatch fired = new CountDownLatch(1);
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    // On the loop, where it cannot fire meanwhile.
    loop.execute(() -> loop.after(Duration.ofMillis(1), () -> seen.add("cancelled")).cancel());
    loop.after(Duration.ofMillis(20), fired::countDown);

    fired.await();
    assertThat(seen).isEmpty();
  }

  @Test
  void aFailingTurnDoesNotEndTheOthers() {
    loop.execute(
        () -> {
          throw new IllegalStateException("expected by the test");
        });

    assertThat(loop.submit(() -> 1)).succeedsWithin(Duration.ofSeconds(30));
    assertThatThrownBy(
            loop.submit(
                    () -> {
                      throw new IllegalArgumentException("wrong");
                    })
                ::get)
        .hasRootCauseMessage("wrong");
  }

  @Test
  void aTurnThatTakesTooLongIsReportedWithItsStackWhileItLasts() throws Exception {
    Queue<WatchdogRecord> records = new ConcurrentLinkedQueue<>();
    try (Watchdog watchdog = Watchdog.start("test-watchdog", records::add)) {
      loop.submit(
              () -> {
                loop.watch(watchdog, "container");
                return true;
              })
          .get();
      CountDownLatch reported = new CountDownLatch(1);
      loop.execute(() -> blockUntil(reported));

      await().until(() -> !records.isEmpty());
      reported.countDown();
      assertThat(records.peek().toString()).contains("container", "blockUntil");
    }
  }

  @Test
  void aStoppedLoopRefusesTasks() throws InterruptedException {
    loop.stop();
    thread.join();

    assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void whatIsSubmittedWhileTheLoopEndsRunsOrFails() throws Exception {
    for (int round = 0; round < 20; round++) {
      MainLoop ending = MainLoop.unowned();
      Thread runs = HostThreads.daemon("test-ending-loop", ending::run);
      runs.start();
      Queue<CompletableFuture<Integer>> answers = new ConcurrentLinkedQueue<>();
      List<Thread> submitting =
          Stream.generate(
                  () ->
                      HostThreads.daemon("test-submits", () -> submitUntilRefused(ending, answers)))
              .limit(4)
              .toList();
      submitting.forEach(Thread::start);
      ending.stop();
      runs.join();
      for (Thread one : submitting) {
        one.join();
      }

      assertThat(answers).allMatch(CompletableFuture::isDone);
      assertThat(answers)
          .filteredOn(CompletableFuture::isCompletedExceptionally)
          .hasSize(4)
          .allMatch(answer -> answer.exceptionNow() instanceof RejectedExecutionException);
    }
  }

  private static void submitUntilRefused(MainLoop loop, Queue<CompletableFuture<Integer>> answers) {
    boolean taken = true;
    while (taken) {
      CompletableFuture<Integer> answer = loop.submit(() -> 1);
      answers.add(answer);
      taken = !answer.isCompletedExceptionally();
    }
  }

  private static void blockUntil(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
