package org.jexpy.host.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RestartPolicyTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final RestartPolicy policy = new RestartPolicy();

  @Test
  void delaysGrowUntilThereIsNoOther() {
    assertThat(policy.failed(START)).hasValue(Duration.ofSeconds(1));
    assertThat(policy.failed(START.plusSeconds(2))).hasValue(Duration.ofSeconds(2));
    assertThat(policy.failed(START.plusSeconds(5))).hasValue(Duration.ofSeconds(4));
    assertThat(policy.failed(START.plusSeconds(10))).hasValue(Duration.ofSeconds(8));
    assertThat(policy.failed(START.plusSeconds(299))).isEmpty();
  }

  @Test
  void whatIsLongAgoIsForgotten() {
    for (int i = 0; i < 20; i++) {
      assertThat(policy.failed(START.plusSeconds(301L * i))).hasValue(Duration.ofSeconds(1));
    }
  }

  @Test
  void aStartByHandIsANewBeginning() {
    for (int i = 0; i < 5; i++) {
      var _ = policy.failed(START);
    }
    policy.reset();

    assertThat(policy.failed(START)).hasValue(Duration.ofSeconds(1));
  }
}
