package org.jexpy.bindings.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.jexpy.bindings.service.CallContext;
import org.jexpy.bindings.service.ServiceDeadlockException;
import org.jexpy.sandbox.callgraph.Activity;
import org.jexpy.sandbox.callgraph.CallChain;
import org.jexpy.sandbox.callgraph.CallSite;
import org.jexpy.sandbox.callgraph.LaneKind;
import org.jexpy.sandbox.callgraph.WaitForGraph;
import org.junit.jupiter.api.Test;

final class GuestCallsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final CallSite EARLIER = new CallSite("web", "runner", "web.py:3 call");

  private final WaitForGraph graph = new WaitForGraph(call -> {});

  @Test
  void aCallCarriesTheCallsThatLedToIt() {
    try (Activity _ = enter(LaneKind.POOL)) {
      CallContext call = GuestCalls.waiting(SECOND, "app.py:12 exec_cli");

      assertThat(call.chain().sites())
          .containsExactly(EARLIER, new CallSite("app", "lane", "app.py:12 exec_cli"));
      assertThat(call.deadline().remaining()).isBetween(Duration.ZERO, SECOND);
    }
  }

  @Test
  void aThreadOfTheScriptsOwnHasNoChain() {
    assertThat(GuestCalls.waiting(GuestCalls.NO_LIMIT, "exec_cli").chain().sites()).isEmpty();
  }

  @Test
  void aCallThatWaitsIsRefusedWhereNothingMayWait() {
    try (Activity _ = enter(LaneKind.EVENT)) {
      assertThatThrownBy(() -> GuestCalls.waiting(SECOND, "app.py:12 exec_cli"))
          .isInstanceOf(ServiceDeadlockException.class)
          .hasMessage(
              "a call that waits is refused on the event lane of process 'app', where nothing may wait: web/runner at web.py:3 call -> app/lane at app.py:12 exec_cli; make it from a callback pool (is_async=True) or use the asynchronous call");
      assertThat(GuestCalls.context(SECOND, "exec_cli_async").chain().sites()).hasSize(2);
    }
  }

  @Test
  void aJavaScriptRunnerIsToldOfPromises() {
    try (Activity _ = enter(LaneKind.JS_RUNNER)) {
      assertThatThrownBy(() -> GuestCalls.waiting(SECOND, "app.mjs:1 call"))
          .isInstanceOf(ServiceDeadlockException.class)
          .hasMessageEndingWith("use the call that returns a promise");
    }
  }

  private Activity enter(LaneKind kind) {
    return graph.addLane("app", "lane", kind, 1).enter(CallChain.EMPTY.plus(EARLIER));
  }
}
