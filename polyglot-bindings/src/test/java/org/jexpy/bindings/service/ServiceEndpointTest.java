package org.jexpy.bindings.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jexpy.sandbox.callgraph.Activity;
import org.jexpy.sandbox.callgraph.CallSite;
import org.jexpy.sandbox.callgraph.Lane;
import org.jexpy.sandbox.callgraph.LaneKind;
import org.jexpy.sandbox.callgraph.SyncCall;
import org.jexpy.sandbox.callgraph.WaitForGraph;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ServiceEndpointTest {
  record Why(int code) {}

  static final class Refused extends ServiceException {
    private static final long serialVersionUID = 1;

    public Refused(String message, Why why) {
      super(message, why);
    }
  }

  @RemoteService("desk")
  interface Desk {
    Samples.Everything echo(CallContext call, Samples.Everything value);

    @Nullable String maybe(CallContext call, @Nullable String value);

    void refuse(CallContext call, int code) throws Refused;

    void break_(CallContext call);

    void count(CallContext call, int to, EventSink<Integer> numbers);

    void subscribe(CallContext call, EventSink<String> news);

    CallReport report(CallContext call);

    void block(CallContext call);

    void waitForItself(CallContext call);

    default String greet(String name) {
      return "hello " + name;
    }
  }

  @RemoteService("other")
  interface Other {
    void hello(CallContext call);
  }

  record CallReport(Duration remaining, List<String> chain) {}

  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicReference<@Nullable EventSink<String>> subscriber = new AtomicReference<>();
  private final LoopbackTransport.Pair pair = LoopbackTransport.pair();
  private final ServiceEndpoint server =
      ServiceEndpoint.builder(pair.right(), executor).supply(Desk.class, new DeskImpl()).open();
  private final ServiceEndpoint client = ServiceEndpoint.builder(pair.left(), executor).open();
  private final Desk desk = client.use(Desk.class);

  private final class DeskImpl implements Desk {
    @Override
    public Samples.Everything echo(CallContext call, Samples.Everything value) {
      return value;
    }

    @Override
    public @Nullable String maybe(CallContext call, @Nullable String value) {
      return value;
    }

    @Override
    public void refuse(CallContext call, int code) {
      throw new Refused("not today", new Why(code));
    }

    @Override
    public void break_(CallContext call) {
      throw new IllegalStateException("a defect");
    }

    @Override
    public void count(CallContext call, int to, EventSink<Integer> numbers) {
      for (int i = 1; i <= to; i++) {
        numbers.emit(i);
      }
      numbers.complete();
    }

    @Override
    public void subscribe(CallContext call, EventSink<String> news) {
      subscriber.set(news);
    }

    @Override
    public CallReport report(CallContext call) {
      return new CallReport(
          call.deadline().remaining(),
          call.chain().sites().stream().map(CallSite::toString).toList());
    }

    @Override
    public void waitForItself(CallContext call) {
      WaitForGraph graph = new WaitForGraph(timedOut -> {});
      try (Lane lane = graph.addLane("desk", "events", LaneKind.EVENT, 1);
          Activity work = lane.enter();
          SyncCall never = graph.call(lane, "desk.py:1", Duration.ofSeconds(1))) {
        throw new AssertionError("not refused: " + work.lane() + never.chain());
      }
    }

    @Override
    public void block(CallContext call) {
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @AfterEach
  void endEverything() {
    release.countDown();
    client.close();
    server.close();
    executor.shutdownNow();
  }

  @Test
  void valuesTravelThereAndBack() {
    assertThat(desk.echo(CallContext.root(), Samples.everything())).isEqualTo(Samples.everything());
  }

  @Test
  void nullTravelsWhereItIsDeclared() {
    assertThat(desk.maybe(CallContext.root(), null)).isNull();
    assertThat(desk.maybe(CallContext.root(), "x")).isEqualTo("x");
  }

  @Test
  void aDeclaredFailureArrivesAsItsOwnClassWithItsDetailAndTheCallersStack() {
    assertThatThrownBy(() -> desk.refuse(CallContext.root(), 7))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused).hasMessage("not today");
              assertThat(refused.detail()).contains(new Why(7));
            })
        .hasStackTraceContaining("ServiceEndpointTest.java");
  }

  @Test
  void anUndeclaredFailureIsNamedWithItsCall() {
    assertThatThrownBy(() -> desk.break_(CallContext.root()))
        .isInstanceOf(UndeclaredFailureException.class)
        .hasMessage("desk.break_: java.lang.IllegalStateException: a defect");
  }

  @Test
  void eventsOfACallArriveInOrderAndBeforeItsResult() {
    List<Integer> numbers = new ArrayList<>();
    CountDownLatch completed = new CountDownLatch(1);
    desk.count(
        CallContext.root(),
        1000,
        new EventSink<>() {
          @Override
          public void emit(Integer event) {
            numbers.add(event);
          }

          @Override
          public void complete() {
            completed.countDown();
          }
        });

    assertThat(completed.getCount()).isZero();
    assertThat(numbers).hasSize(1000).isSorted();
  }

  @Test
  void eventsArriveAfterTheCallUntilTheSinkIsComplete() {
    List<String> news = new CopyOnWriteArrayList<>();
    desk.subscribe(CallContext.root(), news::add);
    EventSink<String> sink = subscriber.get();
    assertThat(sink).isNotNull();

    sink.emit("one");
    sink.emit("two");
    sink.complete();
    sink.emit("three");

    await().untilAsserted(() -> assertThat(news).containsExactly("one", "two"));
  }

  @Test
  void aSinkThatThrowsHarmsNeitherTheConnectionNorTheService() {
    desk.count(
        CallContext.root(),
        1,
        event -> {
          throw new IllegalStateException("a defect of the sink");
        });

    assertThat(desk.maybe(CallContext.root(), "alive")).isEqualTo("alive");
  }

  @Test
  void deadlineAndChainReachTheService() {
    CallContext call =
        CallContext.root(Duration.ofSeconds(30))
            .plus(new CallSite("web", "pool", "app.py:3"))
            .plus(new CallSite("store", "lane", ""));

    CallReport report = desk.report(call);

    assertThat(report.remaining()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(30));
    assertThat(report.chain()).hasSize(2).first().asString().contains("app.py:3");
  }

  @Test
  void aPassedDeadlineEndsTheWaitAndOnlyTheWait() {
    assertThatThrownBy(() -> desk.block(CallContext.root(Duration.ofMillis(20))))
        .isInstanceOf(ServiceTimeoutException.class)
        .hasMessageContaining("desk.block: no result within");
    assertThat(desk.maybe(CallContext.root(), "alive")).isEqualTo("alive");
  }

  @Test
  void aRefusedDeadlockIsNamedAsSuch() {
    assertThatThrownBy(() -> desk.waitForItself(CallContext.root()))
        .isInstanceOf(ServiceDeadlockException.class)
        .hasMessageContaining("desk.py:1");
  }

  @Test
  void aDeadlineThatHasPassedStopsTheCallBeforeItIsSent() {
    assertThatThrownBy(() -> desk.block(CallContext.root(Duration.ZERO)))
        .isInstanceOf(ServiceTimeoutException.class)
        .hasMessageContaining("had passed before the call");
  }

  @Test
  void aServiceThatIsNotSuppliedIsNamedWithTheSuppliedOnes() {
    assertThatThrownBy(() -> client.use(Other.class).hello(CallContext.root()))
        .isInstanceOf(UnknownServiceException.class)
        .hasMessage("other.hello: no such service here; supplied are [desk]");
  }

  @Test
  void aClosedConnectionEndsWaitingCallsAndRefusesNewOnes() {
    CountDownLatch failed = new CountDownLatch(1);
    executor.execute(
        () -> {
          try {
            desk.block(CallContext.root());
          } catch (TransportClosedException e) {
            failed.countDown();
          }
        });
    pair.right().close();

    await().until(() -> failed.getCount() == 0);
    assertThatThrownBy(() -> desk.maybe(CallContext.root(), "x"))
        .isInstanceOf(TransportClosedException.class);
  }

  @Test
  void aClosedConnectionCompletesSubscriptions() {
    CountDownLatch completed = new CountDownLatch(1);
    desk.subscribe(
        CallContext.root(),
        new EventSink<>() {
          @Override
          public void emit(String event) {}

          @Override
          public void complete() {
            completed.countDown();
          }
        });
    client.close();

    assertThat(completed.getCount()).isZero();
  }

  @Test
  void anInterruptedCallerIsToldAndKeepsItsStatus() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> desk.block(CallContext.root()))
        .isInstanceOf(CallInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aFrameThatIsNoneClosesTheConnection() {
    pair.right().send(new byte[] {1, 77, 0});

    assertThatThrownBy(() -> desk.maybe(CallContext.root(), "x"))
        .isInstanceOf(TransportClosedException.class)
        .hasMessageContaining("unknown kind of frame 77");
  }

  @Test
  void valuesBeyondTheLimitFailTheirCallOnly() {
    String huge = "x".repeat(CodecLimits.DEFAULT.maxFrameBytes());

    assertThatThrownBy(() -> desk.maybe(CallContext.root(), huge))
        .isInstanceOf(ServiceCodecException.class);
    assertThat(desk.maybe(CallContext.root(), "alive")).isEqualTo("alive");
  }

  @Test
  void defaultMethodsRunAtTheCaller() {
    client.close();

    assertThat(desk.greet("you")).isEqualTo("hello you");
    assertThat(desk).hasToString("remote service 'desk'").isEqualTo(desk);
  }

  @Test
  void bothEndsOfOneConnectionSupplyServices() {
    var both = LoopbackTransport.pair();
    CountDownLatch called = new CountDownLatch(1);
    try (var left =
            ServiceEndpoint.builder(both.left(), executor)
                .supply(Other.class, call -> called.countDown())
                .open();
        var right =
            ServiceEndpoint.builder(both.right(), executor)
                .supply(Desk.class, new DeskImpl())
                .open()) {
      assertThat(left.use(Desk.class).maybe(CallContext.root(), "x")).isEqualTo("x");
      right.use(Other.class).hello(CallContext.root());
    }
    assertThat(called.getCount()).isZero();
  }
}
