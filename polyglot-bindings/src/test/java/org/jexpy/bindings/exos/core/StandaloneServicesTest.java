package org.jexpy.bindings.exos.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jexpy.bindings.service.CallContext;
import org.jexpy.bindings.service.EventSink;
import org.jexpy.bindings.service.ServiceRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a process without a container gets; with one, the same contracts hold. */
final class StandaloneServicesTest {
  private static final CallContext CALL = CallContext.root();

  @ParameterizedTest
  @ValueSource(
      classes = {CommandExecution.class, Heartbeat.class, LogSink.class, TraceBuffers.class})
  void everyServiceKeepsTheRuleOfRemotableServices(Class<?> service) {
    assertThat(ServiceRules.check(service)).isEmpty();
  }

  @Test
  void eachCommandOfAnIgnoringListFailsAndIsDone() {
    assertThat(events(true)).containsExactly("REPLY", "DONE", "REPLY", "DONE", "complete");
  }

  @Test
  void theFirstCommandOfAnotherListEndsIt() {
    assertThat(events(false)).containsExactly("FAILED", "complete");
  }

  @Test
  void aTimeoutIsNotNegative() {
    assertThatThrownBy(() -> new CommandRequest(List.of(), false, Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("timeout: PT-0.000000001S (expected: 0 or more)");
  }

  @Test
  void aHeartbeatIsKnownUntilItIsDeregistered() {
    Heartbeat heartbeat = new StandaloneHeartbeat();
    long first = heartbeat.register(CALL, "a", Duration.ofSeconds(1));
    long second = heartbeat.register(CALL, "a", Duration.ofSeconds(1));
    heartbeat.deregister(CALL, first);
    heartbeat.deregister(CALL, first);

    heartbeat.keepalive(CALL, second);
    assertThatThrownBy(() -> heartbeat.keepalive(CALL, first))
        .isInstanceOf(UnknownHeartbeatException.class);
  }

  @Test
  void aHeartbeatHasANameAndAPeriodWithinBounds() {
    Heartbeat heartbeat = new StandaloneHeartbeat();

    assertThatThrownBy(() -> heartbeat.register(CALL, " ", Duration.ofSeconds(1)))
        .isInstanceOf(InvalidHeartbeatException.class);
    assertThatThrownBy(() -> heartbeat.register(CALL, "a", Duration.ofDays(2)))
        .isInstanceOf(InvalidHeartbeatException.class)
        .hasMessage("period: 172800.0 (expected: 0.001 to 86400 seconds)");
    assertThat(HeartbeatPeriod.ofSeconds(0.25)).isEqualTo(Duration.ofMillis(250));
  }

  private static List<String> events(boolean ignoreErrors) {
    List<String> seen = new ArrayList<>();
    new StandaloneCommands()
        .executeAsync(
            CALL,
            new CommandRequest(List.of("a", "b"), ignoreErrors, Duration.ZERO),
            new EventSink<>() {
              @Override
              public void emit(CommandEvent event) {
                seen.add(event.kind().name());
              }

              @Override
              public void complete() {
                seen.add("complete");
              }
            });
    return seen;
  }
}
