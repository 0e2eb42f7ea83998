package org.jexpy.host.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InstanceEndingTest {
  private final FakeTimer timer = new FakeTimer();
  private final List<Duration> givenUp = new ArrayList<>();
  private final InstanceEnding ending =
      new InstanceEnding(
          "p",
          timer::after,
          () -> {
            throw new AssertionError("nothing is to be torn out");
          },
          givenUp::add);

  @Test
  void whoGetsNoContextIsGivenUpInTime() {
    ending.awaitContext();
    timer.next();

    assertThat(givenUp).containsExactly(InstanceEnding.CREATE_PATIENCE);
    assertThat(timer.nanoTime()).isEqualTo(InstanceEnding.CREATE_PATIENCE.toNanos());
  }

  @Test
  void whoHasEndedIsNotWaitedForAnyMore() {
    ending.awaitContext();
    ending.over();

    assertThat(timer.registered()).isZero();
  }

  @Test
  void whoIsAskedToEndAfterItsEndIsNotWaitedFor() {
    ending.over();
    ending.awaitContext();

    assertThat(timer.registered()).isZero();
    assertThat(givenUp).isEmpty();
  }
}
