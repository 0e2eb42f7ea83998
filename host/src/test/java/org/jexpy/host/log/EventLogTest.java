package org.jexpy.host.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jexpy.bindings.exos.core.LoggedCondition;
import org.jexpy.bindings.exos.core.Severity;
import org.junit.jupiter.api.Test;

/** The log of the container, in memory. */
final class EventLogTest {
  private final EventLog log = new EventLog(new TickingClock(), 3, Optional.empty());

  private void record(String text) {
    log.record("System", "userComment", Severity.INFO, text);
  }

  private List<String> texts() {
    return log.records(each -> true, 100).stream().map(each -> each.met().text()).toList();
  }

  @Test
  void itIsShownAsOnASwitchNewestFirstWithABlankLineAndATotal() {
    record("hello");
    log.record(
        new LoggedCondition("greeter", "start", Severity.NOTICE, "up"), Optional.of("greeter"));

    assertThat(log.show(each -> true))
        .containsExactly(
            "03/04/2026 05:06:07.90 <Noti:greeter.start> up",
            "03/04/2026 05:06:07.89 <Info:System.userComment> hello",
            "",
            "A total of 2 log messages were displayed.");
  }

  @Test
  void theOldestGivesWay() {
    for (String text : List.of("a", "b", "c", "d")) {
      record(text);
    }

    assertThat(texts()).containsExactly("d", "c", "b");
    assertThat(log.records(each -> true, 2)).hasSize(2);
  }

  @Test
  void itCanBeShownForOneProcess() {
    record("of the container");
    log.record(new LoggedCondition("a", "b", Severity.ERROR, "of p"), Optional.of("p"));

    assertThat(log.show(each -> each.process().equals(Optional.of("p"))))
        .containsExactly(
            "03/04/2026 05:06:07.90 <Erro:a.b> of p",
            "",
            "A total of 1 log messages were displayed.");
  }

  @Test
  void aTextCannotPretendToBeAnotherRecord() {
    record("one\n03/04/2026 05:06:07.89 <Crit:System.forged> two\u001b[2J");
    log.record("a.b> c\n", "d", Severity.INFO, "x");

    assertThat(log.show(each -> true).get(0)).endsWith("<Info:a_b__c_.d> x");
    assertThat(log.show(each -> true).get(1).lines().skip(1))
        .allMatch(line -> line.startsWith("    "))
        .noneMatch(line -> line.contains("\u001b"));
  }

  @Test
  void aLongTextIsCutBetweenCharacters() {
    record("x".repeat(EventLog.MAX_TEXT - 1) + "🐍🐍");

    assertThat(texts().getFirst()).endsWith("xx … (4 more characters)").doesNotContain("\ud83d");
  }

  @Test
  void aFollowerIsToldOnceAndTakesWhatCameInOrder() {
    List<String> told = new ArrayList<>();
    try (Follower<EventRecord> follower = log.follow(10, () -> told.add("told"))) {
      assertThat(follower.take(10).items()).isEmpty();
      record("a");
      record("b");
      assertThat(told).hasSize(1);

      Follower.Batch<EventRecord> first = follower.take(1);
      assertThat(first.more()).isTrue();
      assertThat(first.items().getFirst().line(ZoneOffset.UTC)).endsWith("> a");
      Follower.Batch<EventRecord> second = follower.take(5);
      assertThat(second.items()).extracting(each -> each.met().text()).containsExactly("b");
      assertThat(second.more()).isFalse();

      record("c");
      assertThat(told).hasSize(2);
    }
    record("d");
    assertThat(told).hasSize(2);
  }

  @Test
  void aSlowFollowerLosesCountedRecordsAtTheirPlace() {
    try (Follower<EventRecord> follower = log.follow(2, () -> {})) {
      for (String text : List.of("a", "b", "c", "d", "e")) {
        record(text);
      }
      assertThat(follower.take(1)).returns(0L, Follower.Batch::dropped);
      // There is room again, but the gap has not been told yet.
      record("f");
      Follower.Batch<EventRecord> batch = follower.take(5);
      assertThat(batch.items()).extracting(each -> each.met().text()).containsExactly("b");
      assertThat(batch.dropped()).isEqualTo(4);
      record("g");
      assertThat(follower.take(5)).returns(0L, Follower.Batch::dropped);
    }
    assertThat(texts()).containsExactly("g", "f", "e");
  }

  @Test
  void aFollowerWhoseExecutorIsGoneIsForgotten() {
    Follower<EventRecord> follower =
        log.follow(
            2,
            () -> {
              throw new RejectedExecutionException("gone");
            });
    record("a");
    record("b");

    assertThat(follower.take(5).items()).isEmpty();
    assertThat(texts()).containsExactly("b", "a");
  }

  @Test
  void nothingIsLostUncountedWhenManyRecordAtOnce() throws Exception {
    AtomicInteger told = new AtomicInteger();
    int each = 5000;
    long seen = 0;
    try (Follower<EventRecord> follower = log.follow(50, told::incrementAndGet)) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        threads.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      for (int k = 0; k < each; k++) {
                        record("x");
                      }
                    }));
      }
      while (seen < 4L * each) {
        int before = told.get();
        Follower.Batch<EventRecord> batch = follower.take(20);
        seen += batch.items().size() + batch.dropped();
        if (!batch.more() && seen < 4L * each) {
          await().pollInterval(Duration.ofMillis(1)).until(() -> told.get() > before);
        }
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(follower.take(20).items()).isEmpty();
    }
    assertThat(seen).isEqualTo(4L * each);
  }

  @Test
  void aFollowerWithoutRoomIsRefused() {
    assertThatThrownBy(() -> log.follow(0, () -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1");
  }
}
