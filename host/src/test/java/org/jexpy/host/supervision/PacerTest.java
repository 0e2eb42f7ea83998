package org.jexpy.host.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PacerTest {
  private final FakeTimer timer = new FakeTimer();
  private final FakeRun run = new FakeRun();

  private Pacer begin(double cores) {
    return begin(run, cores);
  }

  private Pacer begin(Instance paced, double cores) {
    return Pacer.begin(paced, timer::after, timer::nanoTime, cores);
  }

  private Duration sumOfHolds() {
    return run.holds.stream().reduce(Duration.ZERO, Duration::plus);
  }

  /** Time goes on; nothing is used but what the run says. */
  private void idle(int looks) {
    for (int i = 0; i < looks; i++) {
      timer.next();
    }
  }

  @Test
  void whoIsBusyAllTheTimeUsesHisShareOfIt() {
    FakeRun busy =
        new FakeRun() {
          private long before;
          private long heldUntil;
          private long used;

          @Override
          public Map<Long, Usage> counters() {
            long now = timer.nanoTime();
            used += Math.max(0, now - Math.max(before, heldUntil));
            before = now;
            return Map.of(1L, new Usage(used, 0));
          }

          @Override
          public void hold(Set<Long> parts, Duration time) {
            super.hold(parts, time);
            heldUntil = timer.nanoTime() + time.toNanos();
          }
        };
    Pacer pacer = begin(busy, 0.1);
    idle(1_000);

    double used = busy.counters().values().iterator().next().cpuNanos();
    assertThat(used / (double) timer.nanoTime()).isCloseTo(0.1, within(0.01));
    assertThat(busy.holds)
        .allSatisfy(one -> assertThat(one).isLessThanOrEqualTo(Pacer.LONGEST_HOLD));
    assertThat(pacer.takeHeld()).isTrue();
    assertThat(pacer.takeHeld()).isFalse();
  }

  @Test
  void whatCouldNotBeStoppedIsPaidForSomeSecondsAndNoLonger() {
    begin(0.04);
    run.used(1, Duration.ZERO);
    timer.next();
    run.used(1, Duration.ofMinutes(1));
    timer.next();
    idle(200);

    assertThat(sumOfHolds()).isEqualTo(CpuShare.LONGEST);
  }

  @Test
  void aThreadThatOneReadingMissedCountsWithNoMoreThanTheTimeSince() {
    begin(0.5);
    run.used(1, Duration.ZERO);
    run.used(2, Duration.ofHours(1));
    timer.next();
    run.counters.remove(2L);
    timer.next();
    run.used(2, Duration.ofHours(1));
    timer.next();
    idle(20);

    // One tick of a whole core, of which half was allowed.
    assertThat(sumOfHolds()).isEqualTo(Pacer.TICK);
    assertThat(run.heldParts).containsOnly(Set.of(2L));
  }

  @Test
  void aSmallShareIsLookedAfterMoreOften() {
    begin(0.004);
    run.used(1, Duration.ZERO);
    timer.next();
    long before = timer.nanoTime();
    timer.next();

    assertThat(timer.nanoTime() - before).isEqualTo(Pacer.SHORTEST_TICK.toNanos());
  }

  @Test
  void afterALookThatFailsItIsLookedAtAgain() {
    FakeRun failing =
        new FakeRun() {
          private int readings;

          @Override
          public Map<Long, Usage> counters() {
            if (++readings == 2) {
              throw new IllegalStateException("no counters today");
            }
            return super.counters();
          }
        };
    Pacer pacer = begin(failing, 0.1);
    failing.used(1, Duration.ZERO);
    timer.next();
    assertThatIllegalStateException().isThrownBy(timer::next);
    failing.used(1, Pacer.TICK);
    timer.next();

    assertThat(failing.holds).isNotEmpty();
    pacer.end();
    assertThat(failing.letGo).isEqualTo(1);
    assertThat(timer.registered()).isZero();
  }

  @Test
  void afterAHoldThatFailsItIsLookedAtAgain() {
    FakeRun failing =
        new FakeRun() {
          private int tries;

          @Override
          public void hold(Set<Long> parts, Duration time) {
            if (++tries == 1) {
              throw new IllegalStateException("cannot be held");
            }
            super.hold(parts, time);
          }
        };
    begin(failing, 0.1);
    failing.used(1, Duration.ZERO);
    timer.next();
    failing.used(1, Pacer.TICK);
    assertThatIllegalStateException().isThrownBy(timer::next);
    timer.next();

    assertThat(failing.holds).hasSize(1);
  }

  @Test
  void whoIsReleasedWhileItIsHeldGoesOnAndIsHeldNoMore() {
    Pacer pacer = begin(0.1);
    run.used(1, Duration.ZERO);
    timer.next();
    run.used(1, Duration.ofSeconds(1));
    timer.next();
    assertThat(run.holds).hasSize(1);

    pacer.end();

    assertThat(run.letGo).isEqualTo(1);
    assertThat(timer.registered()).isZero();
  }
}
