package org.jexpy.bindings.execnet.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jexpy.bindings.execnet.channel.CallbackFailure;
import org.jexpy.bindings.execnet.channel.Channel;
import org.jexpy.bindings.execnet.channel.ChannelEofException;
import org.jexpy.bindings.execnet.channel.ChannelTimeoutException;
import org.jexpy.bindings.execnet.channel.Item;
import org.jexpy.bindings.execnet.channel.RawChannel;
import org.jexpy.bindings.execnet.channel.RemoteErrorException;
import org.jexpy.bindings.execnet.serial.Bytes;
import org.jexpy.bindings.execnet.serial.Coercion;
import org.jexpy.bindings.execnet.serial.Dumper;
import org.jexpy.bindings.execnet.serial.Tuple;
import org.jexpy.bindings.execnet.spec.ExecModel;
import org.jexpy.bindings.execnet.spec.XSpec;
import org.jexpy.bindings.execnet.transport.LocalPair;
import org.jexpy.bindings.execnet.transport.Surroundings;
import org.jexpy.bindings.execnet.wire.Frame;
import org.jexpy.bindings.execnet.wire.MessageType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both sides of a gateway within one program: what channels do, and how gateways end. */
@Timeout(120)
final class LocalGatewayTest {
  private static final byte[] ONE = Dumper.dump(1);

  private final LocalPair pair = new LocalPair();
  private final JavaWorker worker = JavaWorker.over(pair);
  private final Gateway gateway =
      Gateway.start(
          pair.controller(),
          XSpec.of("context"),
          "gw0",
          ExecModel.THREAD,
          Surroundings.DIRECT,
          member -> true);

  @AfterEach
  void end() throws InterruptedException {
    gateway.exit();
    assertThat(gateway.join(Duration.ofSeconds(60))).isTrue();
    assertThat(worker.gateway().join(Duration.ofSeconds(60))).isTrue();
    worker.close();
  }

  private static Object receive(RawChannel channel) throws InterruptedException {
    return Objects.requireNonNull(channel.receive(null).value());
  }

  private static Object text(Item item) {
    return String.valueOf(item.value());
  }

  @Test
  void theEndIsToldToTheCallbackBeforeThoseWhoWaitForIt() throws Exception {
    CountDownLatch listening = new CountDownLatch(1);
    worker.on(
        "x",
        task -> {
          task.channel().send(ONE);
          listening.await();
        });
    RawChannel channel = gateway.remoteExec("x");
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    BlockingQueue<Object> got = new LinkedBlockingQueue<>();
    channel.onItem(
        item -> got.add(text(item)),
        () -> {
          told.countDown();
          awaitLatch(goOn);
          got.add("end");
        });
    assertThat(got.take()).isEqualTo("1");
    listening.countDown();
    told.await();

    assertThat(channel.isReceiveClosed()).isFalse();
    goOn.countDown();
    channel.waitClose(null);
    assertThat(got).containsExactly("end");
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aCallbackThatFailsClosesTheChannelOnBothSides() throws Exception {
    CompletableFuture<RemoteErrorException> seen = new CompletableFuture<>();
    worker.on(
        "x",
        task -> {
          task.channel().receive(null);
          task.channel().send(ONE);
          try {
            task.channel().receive(null);
          } catch (RemoteErrorException e) {
            seen.complete(e);
          }
        });
    RawChannel channel = gateway.remoteExec("x");
    CountDownLatch ended = new CountDownLatch(1);
    channel.onItem(
        item -> {
          throw new CallbackFailure("Traceback: mine");
        },
        ended::countDown);
    channel.send(ONE);

    assertThat(seen.get()).hasMessage("Traceback: mine");
    ended.await();
    await().until(channel::isClosed);
    assertThatThrownBy(() -> channel.waitClose(null)).hasMessage("Traceback: mine");
  }

  @Test
  void aChannelThatIsDroppedIsClosedForTheOtherSide() throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();
    worker.on(
        "x",
        task -> {
          RawChannel second = (RawChannel) receive(task.channel());
          try {
            second.receive(null);
          } catch (ChannelEofException e) {
            second.waitClose(null);
            seen.complete(second.toString());
          }
        });
    RawChannel channel = gateway.remoteExec("x");
    channel.send(Dumper.dump(gateway.newChannel()));

    awaitCollected(seen);
    assertThat(seen.get()).isEqualTo("<Channel id=3 closed>");
    channel.waitClose(null);
    assertThat(gateway.channels().active()).isZero();
  }

  @Test
  void aDroppedChannelWithACallbackStillListens() throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();
    worker.on(
        "x",
        task -> {
          RawChannel second = (RawChannel) receive(task.channel());
          try {
            second.receive(null);
          } catch (ChannelEofException e) {
            second.send(ONE);
            seen.complete(second.toString());
            second.close(null);
          }
        });
    BlockingQueue<Object> got = new LinkedBlockingQueue<>();
    RawChannel channel = gateway.remoteExec("x");
    sendListening(channel, got);

    awaitCollected(seen);
    assertThat(seen.get()).as("may still send").isEqualTo("<Channel id=3 open>");
    assertThat(got.take()).isEqualTo("1");
    assertThat(got.take()).isEqualTo("end");
    channel.waitClose(null);
  }

  private void sendListening(RawChannel to, BlockingQueue<Object> got) {
    RawChannel second = gateway.newChannel();
    second.onItem(item -> got.add(text(item)), () -> got.add("end"));
    to.send(Dumper.dump(second));
  }

  /** Collections are asked for until what depends on one has happened. */
  private static void awaitCollected(CompletableFuture<?> done) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              System.gc();
              return done.isDone();
            });
  }

  @Test
  void whoWaitsForAnItemHasTheChannel() throws Exception {
    worker.on(
        "x",
        task -> {
          task.channel().receive(null);
          task.channel().send(ONE);
        });
    WeakReference<RawChannel> channel = new WeakReference<>(gateway.remoteExec("x"));
    var item = channel(channel).receiveAsync(null).toCompletableFuture();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }

    channel(channel).send(ONE);
    assertThat(item.get().value()).isEqualTo(1L);
  }

  private static RawChannel channel(WeakReference<RawChannel> reference) {
    return Objects.requireNonNull(reference.get());
  }

  @Test
  void whatHasRunOutOfTimeTakesNoItem() throws Exception {
    worker.on(
        "x",
        task -> {
          task.channel().receive(null);
          task.channel().send(ONE);
        });
    RawChannel channel = gateway.remoteExec("x");
    var late = channel.receiveAsync(Duration.ofMillis(20)).toCompletableFuture();

    assertThatThrownBy(late::get)
        .hasCauseInstanceOf(ChannelTimeoutException.class)
        .hasMessageEndingWith("no item after 0.02 seconds");
    var first = channel.receiveAsync(null).toCompletableFuture();
    var second = channel.receiveAsync(null).toCompletableFuture();
    channel.send(ONE);
    assertThat(first.get().value()).isEqualTo(1L);
    assertThatThrownBy(second::get).hasCauseInstanceOf(ChannelEofException.class);
    assertThatThrownBy(() -> channel.receiveAsync(null).toCompletableFuture().get())
        .hasCauseInstanceOf(ChannelEofException.class);
    channel.waitCloseAsync().toCompletableFuture().get();
  }

  @Test
  void whoWaitsIsToldThatACallbackGetsTheItems() throws Exception {
    worker.on("x", task -> task.channel().receive(null));
    RawChannel channel = gateway.remoteExec("x");
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread waiting =
        Surroundings.DIRECT.thread(
            "test-waiting",
            () -> {
              try {
                channel.receive(null);
              } catch (Exception e) {
                failure.complete(e);
              }
            });
    waiting.start();
    await().until(() -> waiting.getState() == Thread.State.WAITING);

    channel.onItem(item -> {}, null);

    assertThat(failure.get()).hasMessage("cannot receive(), channel has receiver callback");
    channel.send(ONE);
  }

  @Test
  void stringsAreReadAsTheOtherSideSays() throws Exception {
    CompletableFuture<List<Object>> read = new CompletableFuture<>();
    worker.on(
        "x",
        task -> {
          Object first = receive(task.channel());
          Object second = receive(task.channel());
          read.complete(List.of(first, second));
        });
    RawChannel channel = gateway.remoteExec("x");
    channel.send(Dumper.dump("a"));
    channel.reconfigure(new Coercion(false, true));
    channel.send(Dumper.dump("a"));

    assertThat(read.get()).containsExactly("a", Bytes.ofLatin1("a"));
    assertThat(channel.coercion()).isEqualTo(new Coercion(false, true));
    gateway.reconfigure(Coercion.NONE);
    assertThat(gateway.newChannel().coercion()).isEqualTo(Coercion.NONE);
    gateway.remoteStatus();
    assertThat(worker.gateway().channels().coercion()).isEqualTo(Coercion.NONE);
  }

  @Test
  void valuesTravelAsWhatTheyAre() throws Exception {
    worker.on(
        "x",
        task -> {
          Channel channel = new Channel(task.channel());
          Object theirs = channel.receive();
          channel.send(theirs);
          channel.send(null);
          channel.onValue(value -> channel.send(List.of(String.valueOf(value))), () -> {});
          task.channel().waitClose(null);
        });
    Channel channel = gateway.execute("x");
    try (Channel inside = new Channel(gateway.newChannel())) {
      channel.send(inside);
      assertThat(channel.receive(Duration.ofSeconds(60))).isSameAs(inside.raw());
    }
    assertThat(channel.receiveAsync().toCompletableFuture().get()).isNull();
    channel.send(Map.of("k", 1));
    assertThat(channel.receive()).isEqualTo(List.of("{k=1}"));
    channel.close();
    channel.waitClose();
  }

  @Test
  void whatIsCutReadsNoMoreHoweverMuchWaits() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    worker.on(
        "x",
        task -> {
          begun.countDown();
          never.await();
        });
    RawChannel channel = gateway.remoteExec("x");
    begun.await();
    byte[] much = Dumper.dump(new byte[1 << 26]);
    for (int i = 0; i < 6; i++) {
      channel.send(much);
    }

    worker.gateway().cut();
    worker.close();

    assertThat(worker.gateway().join(Duration.ofSeconds(60))).isTrue();
    assertThatThrownBy(() -> channel.receive(null)).isInstanceOf(ChannelEofException.class);
  }

  @Test
  void itemsThatNobodyWantsAreDroppedWithoutALook() throws Exception {
    gateway.send(new Frame(MessageType.CHANNEL_DATA, 99, new byte[] {'Z'}));

    assertThat(gateway.remoteStatus()).isEqualTo(new RemoteStatus(0, 0, "thread"));
  }

  @Test
  void anItemThatIsNoValueEndsTheGateway() throws Exception {
    CompletableFuture<ChannelEofException> seen = new CompletableFuture<>();
    worker.on(
        "x",
        task -> {
          try {
            task.channel().receive(null);
          } catch (ChannelEofException e) {
            seen.complete(e);
          }
        });
    RawChannel channel = gateway.remoteExec("x");
    gateway.send(new Frame(MessageType.CHANNEL_DATA, channel.id(), new byte[] {'Z'}));

    assertThat(seen.get()).hasMessage("");
    assertThatThrownBy(() -> channel.receive(null)).isInstanceOf(ChannelEofException.class);
  }

  @Test
  void onlyWorkersExecute() throws Exception {
    worker.on(
        "x",
        task -> {
          RawChannel back = worker.gateway().newChannel();
          worker
              .gateway()
              .send(
                  new Frame(
                      MessageType.CHANNEL_EXEC,
                      back.id(),
                      ExecRequest.encode("y", null, null, Dumper.dump(Map.of()))));
          back.waitClose(null);
        });
    assertThatThrownBy(() -> gateway.remoteExec("x").waitClose(null))
        .isInstanceOf(RemoteErrorException.class)
        .hasMessageContaining("execution disallowed");
  }

  @Test
  void whatIsToBeExecutedIsTakenApartAndKeepsItsArguments() {
    byte[] kwargs = Dumper.dump(Map.of("k", List.of(1, "@")));

    ExecRequest request = ExecRequest.decode(ExecRequest.encode("é@Q", null, "f", kwargs));

    assertThat(request.source()).isEqualTo("é@Q");
    assertThat(request.file()).isNull();
    assertThat(request.call()).isEqualTo("f");
    assertThat(request.kwargs()).isEqualTo(kwargs);
    for (Object wrong : new Object[] {"x", List.of(), Tuple.of(1L, null, null, Map.of())}) {
      assertThatThrownBy(() -> ExecRequest.decode(Dumper.dump(wrong)))
          .hasMessageContaining("no tuple of a text");
    }
  }

  @Test
  void aWorkerThatIsGoneIsSeen() throws Exception {
    worker.on("x", task -> task.channel().receive(null));
    RawChannel channel = gateway.remoteExec("x");
    pair.ended(3);

    assertThatThrownBy(() -> channel.receive(null))
        .hasMessage("couldn't load message header, expected 9 bytes, got 0");
    assertThat(gateway.transport().await(Duration.ZERO)).hasValue(3);
    assertThatThrownBy(() -> gateway.transport().send(Frame.of(MessageType.STATUS, 1)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void manyChannelsAreOpenAtOnceAndNothingIsLeftOfThem() throws Exception {
    worker.on("x", task -> task.channel().send(Dumper.dump(receive(task.channel()))));
    List<RawChannel> channels = Stream.generate(() -> gateway.newChannel()).limit(10_000).toList();
    assertThat(gateway.channels().active()).isEqualTo(10_000);
    channels.forEach(channel -> channel.close(null));
    assertThat(gateway.channels().active()).isZero();

    for (int i = 0; i < 1_000; i++) {
      RawChannel channel = gateway.remoteExec("x");
      channel.send(Dumper.dump(i));
      assertThat(receive(channel)).isEqualTo((long) i);
      channel.waitClose(null);
    }
    assertThat(gateway.remoteStatus()).isEqualTo(new RemoteStatus(0, 0, "thread"));
  }
}
