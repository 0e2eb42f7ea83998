package org.jexpy.host.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jexpy.host.supervision.LimitWatch.Verdict;
import org.junit.jupiter.api.Test;

final class LimitWatchTest {
  private final LimitWatch watch = new LimitWatch();

  private List<Verdict> take(boolean over, int samples) {
    return IntStream.range(0, samples).mapToObj(i -> watch.take(over, false)).toList();
  }

  @Test
  void aWarningComesFirstThenAThrottlingAndOneMoreEachTime() {
    assertThat(take(true, 9))
        .containsExactly(
            Verdict.NONE,
            Verdict.NONE,
            Verdict.WARN,
            Verdict.NONE,
            Verdict.NONE,
            Verdict.THROTTLE,
            Verdict.NONE,
            Verdict.NONE,
            Verdict.THROTTLE);
    assertThat(take(false, 4))
        .containsExactly(Verdict.NONE, Verdict.NONE, Verdict.RELEASE, Verdict.NONE);
    assertThat(take(true, 3)).containsExactly(Verdict.NONE, Verdict.NONE, Verdict.WARN);
  }

  @Test
  void whoIsBelowBecauseSomebodyIsHeldBackIsNotReleased() {
    take(true, 6);
    for (int i = 0; i < 9; i++) {
      assertThat(watch.take(false, true)).isEqualTo(Verdict.NONE);
    }
    assertThat(take(true, 2)).containsOnly(Verdict.NONE);
    assertThat(watch.take(true, true)).isEqualTo(Verdict.THROTTLE);
    assertThat(take(false, 3)).containsExactly(Verdict.NONE, Verdict.NONE, Verdict.RELEASE);
  }

  @Test
  void whoUsedMoreThanHisShareStandsStillUntilItIsHisShare() {
    CpuShare share = new CpuShare(0.25);
    Duration tick = Duration.ofMillis(200);

    assertThat(share.use(50_000_000, tick)).isZero();
    // 150 ms too much at a quarter of a core.
    assertThat(share.use(200_000_000, tick)).isEqualTo(Duration.ofMillis(600));
    assertThat(share.use(0, Duration.ofMillis(500))).isEqualTo(Duration.ofMillis(100));
    assertThat(share.use(0, Duration.ofMillis(500))).isZero();
    // What was not used is not saved.
    assertThat(share.use(50_000_000, tick)).isZero();
    share.change(2);
    assertThat(share.use(400_000_000, tick)).isZero();
  }

  @Test
  void peaksAreNoOffence() {
    for (int i = 0; i < 5; i++) {
      assertThat(take(true, 2)).containsOnly(Verdict.NONE);
      assertThat(take(false, 1)).containsOnly(Verdict.NONE);
    }
  }

  @Test
  void percentagesAreOfAllCores() {
    GroupSample sample =
        new GroupSample(
            Duration.ofSeconds(2),
            4,
            Map.of("a", new Usage(1_000_000_000, 4096), "b", new Usage(3_000_000_000L, 0)),
            new Usage(5_000_000_000L, 0),
            new Usage(4_000_000_000L, 0),
            25,
            200);

    assertThat(sample.cpuPercent(sample.sum())).isEqualTo(50);
    assertThat(sample.cpuPercent(sample.itself())).isEqualTo(12.5);
    assertThat(sample.rate(sample.sum())).isEqualTo(2048);
    assertThat(sample.heapPercent()).isEqualTo(12.5);
    assertThat(sample.overShare(20)).containsExactly("b", "a");
    assertThat(sample.overShare(45)).containsExactly("b");
    assertThat(sample.byMemory()).containsExactly("a", "b");
  }
}
