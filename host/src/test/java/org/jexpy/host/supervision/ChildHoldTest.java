package org.jexpy.host.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ChildHoldTest {
  private final FakeTimer timer = new FakeTimer();
  private final List<String> signals = new ArrayList<>();
  private long failsFor;
  private final ChildHold hold = new ChildHold(timer::after, this::stop, this::goOn);

  private void stop(long pid) {
    if (pid == failsFor) {
      throw new IllegalStateException("no signal for " + pid);
    }
    signals.add("stop " + pid);
  }

  private void goOn(long pid) {
    signals.add("goOn " + pid);
  }

  @Test
  void whoIsHeldGoesOnWhenItsTimeIsOver() {
    hold.hold(Set.of(7L), Duration.ofMillis(500));
    timer.next();

    assertThat(signals).containsExactly("stop 7", "goOn 7");
    assertThat(timer.nanoTime()).isEqualTo(Duration.ofMillis(500).toNanos());
    assertThat(timer.registered()).isZero();
  }

  @Test
  void whoIsHeldIsLetGoBeforeItsTime() {
    hold.hold(Set.of(7L), Duration.ofMillis(500));
    hold.end();
    hold.end();

    assertThat(signals).containsExactly("stop 7", "goOn 7");
    assertThat(timer.registered()).isZero();
  }

  @Test
  void whenOneCannotBeStoppedTheOthersGoOnAllTheSame() {
    failsFor = 8;
    assertThatIllegalStateException()
        .isThrownBy(() -> hold.hold(Set.of(7L, 8L), Duration.ofMillis(500)));
    timer.next();

    assertThat(signals).contains("goOn 7", "goOn 8");
  }
}
