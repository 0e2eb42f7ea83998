package org.jexpy.sandbox.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.GuestVisible;
import org.jexpy.sandbox.callgraph.Activity;
import org.jexpy.sandbox.callgraph.DeadlockDetectedException;
import org.jexpy.sandbox.callgraph.WaitForGraph;
import org.jexpy.sandbox.fs.ReadGrant;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.permission.PermissionSet;
import org.jexpy.sandbox.resource.OwnedResources;
import org.jexpy.sandbox.thread.CallbackLanes;
import org.jexpy.sandbox.thread.LaneOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callbacks into real contexts: which thread they run on, and who may wait. */
@Timeout(240)
class GuestCallbackTest {
  private static final Duration LONG = WaitForGraph.DEFAULT_DEADLINE;

  private final CountDownLatch end = new CountDownLatch(1);
  private final CompletableFuture<StartedGuest> guest = new CompletableFuture<>();
  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  private final WaitForGraph graph = new WaitForGraph(late -> {});
  private final CompletableFuture<CallbackLanes> lanes = new CompletableFuture<>();
  private final CompletableFuture<Value> function = new CompletableFuture<>();

  /** Start a guest whose code gives a function, and which then works off its tasks. */
  private void start(GuestLanguage language, int workers, String code) throws Exception {
    ContextKey key = ContextKey.of(language, PermissionSet.all(), false, false);
    guest.complete(
        SharedGuests.starter()
            .startCold(
                "callback-test",
                key,
                (context, world, runner) -> {
                  lanes.complete(
                      new CallbackLanes(
                          "app",
                          language == GuestLanguage.JS,
                          runner,
                          graph,
                          workers,
                          LaneOptions.reportingTo((lane, failure) -> failures.add(failure))));
                  context.bind(open());
                  Context polyglot = context.polyglot();
                  try (Activity top = lanes.join().runnerLane().enter()) {
                    function.complete(polyglot.eval(language.id(), code));
                    assertThat(top.lane().name()).isEqualTo("runner");
                  } catch (RuntimeException e) {
                    function.completeExceptionally(e);
                  }
                  runner.loopUntil(() -> end.getCount() == 0);
                  return 0;
                }));
    function.get(200, TimeUnit.SECONDS);
  }

  private static GuestPolicy open() {
    return new GuestPolicy(
        AccessGate.of(PermissionSet.all()),
        ReadGrant.NOTHING,
        Map.of(),
        GuestPolicy.CLOSED.streams(),
        Path.of("/"),
        new OwnedResources());
  }

  private GuestCallback callback(boolean mayWait) {
    return new GuestCallback(function.join(), lanes.join(), mayWait);
  }

  @AfterEach
  void endGuest() throws Exception {
    end.countDown();
    lanes.join().close();
    guest.join().runner().wake();
    guest.join().runner().status().get(200, TimeUnit.SECONDS);
  }

  private static final String THREAD_NAME =
      "import java\nThread = java.type('java.lang.Thread')\nlambda: Thread.currentThread().getName()";

  @Test
  void pythonCallbacksRunInThePoolOrOnTheEventLane() throws Exception {
    start(GuestLanguage.PYTHON, 2, THREAD_NAME);
    assertThat(callback(true).call("test", LONG, Value::asString)).isEqualTo("app-pool-1");
    assertThat(callback(false).call("test", LONG, Value::asString)).isEqualTo("app-events");
  }

  @Test
  void javaScriptCallbacksRunOnTheRunner() throws Exception {
    start(GuestLanguage.JS, 2, "() => Java.type('java.lang.Thread').currentThread().getName()");
    assertThat(callback(true).call("test", LONG, Value::asString)).isEqualTo("callback-test");
    assertThat(callback(false).call("test", LONG, Value::asString)).isEqualTo("callback-test");
  }

  /** What a surface's host object does: calls back into the guest that waits for it. */
  public record Echo(GuestCallback callback) {
    /** Call back. */
    @GuestVisible
    public int ask(int depth) throws ExecutionException, InterruptedException {
      return callback.call("echo", LONG, Value::asInt, this, depth);
    }
  }

  private static final String NESTED =
      "lambda host, depth: depth if depth == 0 else 1 + host.ask(depth - 1)";

  @Test
  void whoeverWaitsInJavaLeavesTheInterpreterToOthers() throws Exception {
    start(GuestLanguage.PYTHON, 4, NESTED);
    assertThat(callback(true).call("test", LONG, Value::asInt, new Echo(callback(true)), 3))
        .isEqualTo(3);
  }

  @Test
  void aNestedCallThatCouldNeverEndIsRefused() throws Exception {
    start(GuestLanguage.PYTHON, 2, NESTED);
    assertThatThrownBy(
            () -> callback(true).call("test", LONG, Value::asInt, new Echo(callback(true)), 3))
        .hasMessageContaining("could never end")
        .hasMessageContaining("app/pool at echo");
    assertThat(callback(true).call("test", LONG, Value::asInt, new Echo(callback(true)), 1))
        .isEqualTo(1);
  }

  @Test
  void anEventLaneMustNotWait() throws Exception {
    start(GuestLanguage.PYTHON, 2, NESTED);
    assertThatThrownBy(
            () -> callback(false).call("test", LONG, Value::asInt, new Echo(callback(true)), 1))
        .hasMessageContaining("refused on the event lane of process 'app'");
    assertThat(DeadlockDetectedException.class).isFinal();
  }

  @Test
  void aPostedFailureIsReportedByTheLane() throws Exception {
    start(GuestLanguage.PYTHON, 0, "lambda: 1/0");
    callback(true).post();
    assertThat(failures.poll(200, TimeUnit.SECONDS)).hasMessageContaining("division by zero");
  }

  @Test
  void onlyFunctionsAreCallbacks() throws Exception {
    start(GuestLanguage.JS, 0, "({})");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> callback(true))
        .withMessageContaining("expected a function");
  }
}
