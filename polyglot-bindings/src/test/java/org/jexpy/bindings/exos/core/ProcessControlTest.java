package org.jexpy.bindings.exos.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.jexpy.bindings.service.CallContext;
import org.jexpy.bindings.service.LoopbackTransport;
import org.jexpy.bindings.service.ServiceEndpoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A process manager does the same whether it is asked directly or through the codec. */
final class ProcessControlTest {
  enum Way {
    DIRECT,
    CODEC
  }

  @ParameterizedTest
  @EnumSource
  void aProcessIsCalledExpyUntilItTakesAnotherName(Way way) {
    with(
        way,
        control -> {
          assertThat(control.name(CallContext.root())).isEqualTo("expy");
          control.rename(CallContext.root(), "web_1");
          assertThat(control.name(CallContext.root())).isEqualTo("web_1");
        });
  }

  @ParameterizedTest
  @EnumSource
  void aProcessLoadsItsConfigurationUntilItIsReady(Way way) {
    with(
        way,
        control -> {
          CallContext call = CallContext.root();
          assertThat(control.stateOf(call, "expy")).isEqualTo(ProcessState.LOADCFG);
          control.ready(call);
          assertThat(control.stateOf(call, "expy")).isEqualTo(ProcessState.READY);
        });
  }

  @ParameterizedTest
  @EnumSource
  void anUnknownProcessIsNamed(Way way) {
    with(
        way,
        control ->
            assertThatThrownBy(() -> control.stateOf(CallContext.root(), "nobody"))
                .isInstanceOf(UnknownProcessException.class)
                .hasMessageContaining("nobody"));
  }

  @ParameterizedTest
  @EnumSource
  void anInvalidNameIsRefusedAndTheOldOneStays(Way way) {
    with(
        way,
        control -> {
          assertThatThrownBy(() -> control.rename(CallContext.root(), "a b"))
              .isInstanceOf(InvalidProcessNameException.class);
          assertThat(control.name(CallContext.root())).isEqualTo("expy");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "A1_", "x234567890123456789012345678901"})
  void namesThatFitTheRuleAreTaken(String name) {
    assertThat(ProcessName.require(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1a", "_a", "a-b", "ä", "a\n", "x2345678901234567890123456789012"})
  void namesThatDoNotAreRefused(String name) {
    assertThatThrownBy(() -> ProcessName.require(name))
        .isInstanceOf(InvalidProcessNameException.class);
  }

  private static void with(Way way, Consumer<ProcessControl> test) {
    StandaloneProcess process = new StandaloneProcess();
    if (way == Way.DIRECT) {
      test.accept(process);
      return;
    }
    var pair = LoopbackTransport.pair();
    try (var server =
            ServiceEndpoint.builder(pair.left(), Runnable::run)
                .supply(ProcessControl.class, process)
                .open();
        var client = ServiceEndpoint.builder(pair.right(), Runnable::run).open()) {
      assertThat(server).isNotNull();
      test.accept(client.use(ProcessControl.class));
    }
  }
}
