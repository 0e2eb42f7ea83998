package org.jexpy.bindings.xenstore.core.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jexpy.bindings.xenstore.core.wire.Errno;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.jexpy.bindings.xenstore.core.wire.Permissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class XenStoreClientTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  @TempDir Path folder;

  /** What the server was asked, as text. */
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /** Answers each request by a function; what it was asked is noted. */
  private ScriptedServer answering(Answers answers) throws IOException {
    return new ScriptedServer(
        folder,
        peer -> {
          for (Packet request = peer.next(); request != null; request = peer.next()) {
            String text =
                "%s %d %s"
                    .formatted(
                        Operation.of(request.type()),
                        request.transactionId(),
                        Payload.text(request.payload(), 0, request.payload().length)
                            .replace('\0', '|'));
            asked.add(text);
            answers.answer(peer, request, text);
          }
        });
  }

  /** How a request is answered. */
  @FunctionalInterface
  interface Answers {
    void answer(ScriptedServer.Peer peer, Packet request, String text) throws IOException;
  }

  @Test
  void callsAreSentAsTheProtocolHasThem() throws Exception {
    Answers answers =
        (peer, request, text) ->
            peer.send(
                switch (text.split(" ", 2)[0]) {
                  case "READ" -> request.reply(new byte[] {0, (byte) 0xff, 0});
                  case "DIRECTORY" -> request.reply(Payload.of("b", "a"));
                  case "GET_PERMS" -> request.reply(Payload.of("b0", "r5"));
                  case "GET_DOMAIN_PATH" -> request.reply(Payload.of("/local/domain/7"));
                  case "IS_DOMAIN_INTRODUCED" -> request.reply(Payload.of("F"));
                  default -> request.ok();
                });
    try (ScriptedServer server = answering(answers);
        XenStoreClient client = server.client()) {
      assertThat(client.read("/p")).containsExactly(0, 0xff, 0);
      client.write("/p", "x\0y".getBytes(US_ASCII));
      client.mkdir("/d");
      client.remove("/d");
      assertThat(client.list("/p")).containsExactly("b", "a");
      assertThat(client.permissions("/p").texts()).containsExactly("b0", "r5");
      client.setPermissions("/p", Permissions.DEFAULT);
      assertThat(client.domains().home(7)).isEqualTo("/local/domain/7");
      assertThat(client.domains().isIntroduced(7)).isFalse();
      client.domains().introduce(7, 0x1000, 3);
      assertThat(client.domains().control("print", "x")).isEqualTo("OK");
    }
    assertThat(asked)
        .containsExactly(
            "READ 0 /p|",
            "WRITE 0 /p|x|y",
            "MKDIR 0 /d|",
            "RM 0 /d|",
            "DIRECTORY 0 /p|",
            "GET_PERMS 0 /p|",
            "SET_PERMS 0 /p|n0|",
            "GET_DOMAIN_PATH 0 7|",
            "IS_DOMAIN_INTRODUCED 0 7|",
            "INTRODUCE 0 7|4096|3|",
            "CONTROL 0 print|x|");
  }

  @Test
  void aRefusalTellsWhatWasAskedAndWhy() throws Exception {
    try (ScriptedServer server =
            answering((peer, request, text) -> peer.send(request.error(Errno.ENOENT)));
        XenStoreClient client = server.client()) {
      assertThatThrownBy(() -> client.read("/p"))
          .isInstanceOfSatisfying(
              RequestRefusedException.class,
              refused -> {
                assertThat(refused.errno()).isEqualTo(Errno.ENOENT);
                assertThat(refused.errorName()).isEqualTo("ENOENT");
              })
          .hasMessageContaining("READ")
          .hasMessageContaining("No such file or directory");
      assertThat(client.find("/p")).isEmpty();
      assertThat(client.exists("/p")).isFalse();
    }
  }

  @Test
  void aReplyToSomethingElseFailsThatCallOnly() throws Exception {
    try (ScriptedServer server =
            answering(
                (peer, request, text) ->
                    peer.send(
                        request.is(Operation.READ)
                            ? new Packet(11, request.requestId(), 0, Payload.of("OK"))
                            : request.ok()));
        XenStoreClient client = server.client()) {
      assertThatThrownBy(() -> client.read("/p")).isInstanceOf(UnexpectedReplyException.class);
      client.mkdir("/p");
    }
  }

  @Test
  void aDirectoryThatChangesWhileItIsReadInPartsIsReadAgain() throws Exception {
    List<String> parts = new ArrayList<>(List.of("1|a|b|", "2|c||", "2|a|b|", "2|new|", "2||"));
    Answers answers =
        (peer, request, text) ->
            peer.send(
                request.is(Operation.DIRECTORY)
                    ? request.error(Errno.E2BIG)
                    : request.reply(parts.removeFirst().replace('|', '\0').getBytes(US_ASCII)));
    try (ScriptedServer server = answering(answers);
        XenStoreClient client = server.client()) {
      assertThat(client.list("/p")).containsExactly("a", "b", "new");
    }
    assertThat(asked)
        .containsExactly(
            "DIRECTORY 0 /p|",
            "DIRECTORY_PART 0 /p|0|",
            "DIRECTORY_PART 0 /p|4|",
            "DIRECTORY_PART 0 /p|0|",
            "DIRECTORY_PART 0 /p|4|",
            "DIRECTORY_PART 0 /p|8|");
  }

  @Test
  void aTransactionIsTriedAgainUntilNobodyComesBetween() throws Exception {
    List<Integer> ids = new ArrayList<>(List.of(3, 4, 5));
    Answers answers =
        (peer, request, text) -> {
          switch (text.split(" ", 2)[0]) {
            case "TRANSACTION_START" ->
                peer.send(request.reply(Payload.of(Integer.toString(ids.removeFirst()))));
            case "TRANSACTION_END" ->
                peer.send(request.transactionId() < 5 ? request.error(Errno.EAGAIN) : request.ok());
            default -> peer.send(request.ok());
          }
        };
    try (ScriptedServer server = answering(answers);
        XenStoreClient client = server.client()) {
      int id =
          client.transact(
              3,
              transaction -> {
                transaction.write("/p", new byte[] {'x'});
                return transaction.id();
              });
      assertThat(id).isEqualTo(5);
    }
    assertThat(asked)
        .contains("WRITE 3 /p|x", "TRANSACTION_END 3 T|", "TRANSACTION_END 5 T|")
        .doesNotContain("TRANSACTION_END 3 F|");
  }

  @Test
  void workThatFailsLeavesNothingWritten() throws Exception {
    Answers answers =
        (peer, request, text) ->
            peer.send(
                request.is(Operation.TRANSACTION_START)
                    ? request.reply(Payload.of("9"))
                    : request.is(Operation.TRANSACTION_END) && text.endsWith("T|")
                        ? request.error(Errno.EAGAIN)
                        : request.ok());
    try (ScriptedServer server = answering(answers);
        XenStoreClient client = server.client()) {
      assertThatThrownBy(
              () ->
                  client.transact(
                      5,
                      transaction -> {
                        throw new IllegalStateException("mine");
                      }))
          .hasMessage("mine");
      assertThat(asked).endsWith("TRANSACTION_END 9 F|");

      assertThatThrownBy(() -> client.transact(2, ClientTransaction::id))
          .isInstanceOfSatisfying(
              RequestRefusedException.class,
              refused -> assertThat(refused.is(Errno.EAGAIN)).isTrue());
    }
  }

  @Test
  @SuppressWarnings("try") // closed twice on purpose
  void eventsReachEachQueueOnceWhoeverReads() throws Exception {
    Answers answers =
        (peer, request, text) -> {
          if (text.equals("WATCH 0 /taken|t|")) {
            peer.send(request.error(Errno.EEXIST));
            return;
          }
          peer.send(request.ok());
          if (request.is(Operation.WATCH)) {
            peer.send(Packet.event("/p", "t"));
          }
        };
    try (ScriptedServer server = answering(answers);
        XenStoreClient client = server.client()) {
      EventQueue one = new EventQueue();
      EventQueue other = new EventQueue();
      WatchSubscription first = client.watch("/p", "t", one);
      await().until(() -> one.size() == 1);
      client.watch("/q", "t", other);
      assertThatThrownBy(() -> client.watch("/taken", "t", one))
          .isInstanceOf(RequestRefusedException.class);
      await().until(() -> one.size() == 2);
      client.mkdir("/x");
      assertThat(one.size()).isEqualTo(2);
      assertThat(other.size()).isEqualTo(1);
      assertThat(other.take(LONG)).isEqualTo(new WatchEvent("/p", "t"));
      assertThat(other.take(Duration.ofMillis(5))).isNull();

      CompletableFuture<Void> taker = StoreConnectionTest.run(() -> other.take(LONG));
      client.watch("/r", "t", other);
      taker.get(50, TimeUnit.SECONDS);

      first.close();
      first.close();
      assertThat(asked).filteredOn("UNWATCH 0 /p|t|"::equals).hasSize(1);
      client.close();
      assertThat(one.take(LONG)).isNotNull();
    }
  }

  @Test
  void aQueueWhoseWatchesAreGoneLearnsOfTheEnd() throws Exception {
    EventQueue queue = new EventQueue();
    CompletableFuture<Throwable> told = new CompletableFuture<>();
    try (ScriptedServer server = answering((peer, request, text) -> peer.send(request.ok()))) {
      XenStoreClient client = server.client();
      client.watch("/p", "t", queue).close();
      assertThat(queue.take(Duration.ofMillis(1))).isNull();
      Thread waiter =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      WatchEvent _ = queue.take(LONG);
                    } catch (ConnectionLostException e) {
                      told.complete(e);
                    }
                  });
      client.close();
      assertThat(told.get(30, TimeUnit.SECONDS)).hasMessageContaining("closed");
      waiter.join();
    }
  }

  @Test
  void answersThatMakeNoSenseAreToldAsSuch() throws Exception {
    try (ScriptedServer server =
            answering((peer, request, text) -> peer.send(request.reply(Payload.empty())));
        XenStoreClient client = server.client()) {
      List<ThrowingCallable> calls =
          List.of(
              client::begin,
              () -> client.permissions("/p"),
              () -> client.domains().home(1),
              () -> client.domains().isIntroduced(1));
      for (ThrowingCallable call : calls) {
        assertThatThrownBy(call)
            .isInstanceOf(UnexpectedReplyException.class)
            .hasMessageContaining("expected");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a\0b", "/\u20ac", "\ud83d\ude00"})
  void aStringThatWouldArriveAsAnotherIsRefused(String string) throws Exception {
    try (ScriptedServer server = answering((peer, request, text) -> peer.send(request.ok()));
        XenStoreClient client = server.client()) {
      EventQueue queue = new EventQueue();
      List<ThrowingCallable> calls =
          List.of(
              () -> client.write(string, new byte[0]),
              () -> client.mkdir(string),
              () -> client.watch("/p", string, queue));
      for (ThrowingCallable call : calls) {
        assertThatThrownBy(call)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(string.replace("\0", "\\0"));
      }
      client.mkdir("/\u00ff?");
    }
    assertThat(asked).containsExactly("MKDIR 0 /\u00ff?|");
  }

  /** Answers the first of a kind, or refuses it, when the next request of another kind comes. */
  private static Answers late(Operation kind, Function<Packet, Packet> lateAnswer) {
    List<Packet> held = new ArrayList<>();
    return (peer, request, text) -> {
      if (request.is(kind)) {
        held.add(request);
        return;
      }
      for (Packet each : held) {
        peer.send(lateAnswer.apply(each));
      }
      held.clear();
      peer.send(request.ok());
    };
  }

  private XenStoreClient hasty(ScriptedServer server) throws IOException {
    return XenStoreClient.over(NioLink.connect(server.path()), Duration.ofMillis(20));
  }

  private static void nudge(XenStoreClient client) {
    client.call(Operation.MKDIR, 0, Payload.of("/x"), LONG);
  }

  @Test
  void aWatchThatNobodyWaitsForAnyMoreIsTakenBack() throws Exception {
    try (ScriptedServer server = answering(late(Operation.WATCH, Packet::ok));
        XenStoreClient client = hasty(server)) {
      EventQueue queue = new EventQueue();
      assertThatThrownBy(() -> client.watch("/p", "t", queue))
          .isInstanceOf(CallTimedOutException.class);
      nudge(client);
      await().atMost(LONG).until(() -> asked.contains("UNWATCH 0 /p|t|"));
    }
  }

  @Test
  void aWatchOfAnotherIsNotTakenBackByOneThatTheServerRefusesLate() throws Exception {
    Answers answers = late(Operation.WATCH, request -> request.error(Errno.EEXIST));
    try (ScriptedServer server = answering(answers);
        XenStoreClient client = hasty(server)) {
      EventQueue queue = new EventQueue();
      assertThatThrownBy(() -> client.watch("/p", "t", queue))
          .isInstanceOf(CallTimedOutException.class);
      nudge(client);
      nudge(client);
      assertThat(asked).containsExactly("WATCH 0 /p|t|", "MKDIR 0 /x|", "MKDIR 0 /x|");
    }
  }

  private void awaitTheEndOfTheTransaction(XenStoreClient client) {
    nudge(client);
    await().atMost(LONG).until(() -> asked.contains("TRANSACTION_END 7 F|"));
  }

  @Test
  void aTransactionThatNobodyWaitsForAnyMoreIsEnded() throws Exception {
    Answers answers = late(Operation.TRANSACTION_START, request -> request.reply(Payload.of("7")));
    try (ScriptedServer server = answering(answers);
        XenStoreClient client = hasty(server)) {
      assertThatThrownBy(client::begin).isInstanceOf(CallTimedOutException.class);
      awaitTheEndOfTheTransaction(client);
    }
  }

  @Test
  void aTransactionWhoseStartIsInterruptedIsEnded() throws Exception {
    Answers answers =
        (peer, request, text) ->
            peer.send(
                request.is(Operation.TRANSACTION_START)
                    ? request.reply(Payload.of("7"))
                    : request.ok());
    try (ScriptedServer server = answering(answers);
        XenStoreClient client = server.client()) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(client::begin).isInstanceOf(CallInterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
      awaitTheEndOfTheTransaction(client);
    }
  }

  @Test
  void aReplyInAnotherTransactionIsNoReply() throws Exception {
    Answers answers =
        (peer, request, text) ->
            peer.send(new Packet(request.type(), request.requestId(), 5, Payload.of("theirs")));
    try (ScriptedServer server = answering(answers);
        XenStoreClient client = server.client()) {
      assertThatThrownBy(() -> client.read("/p")).isInstanceOf(UnexpectedReplyException.class);
    }
  }

  @Test
  void whoWaitsForEventsReturnsAtTheNextTurn() throws Exception {
    try (ScriptedServer server = answering((peer, request, text) -> peer.send(request.ok()));
        XenStoreClient client = server.client()) {
      for (boolean attached : List.of(false, true)) {
        EventQueue queue = new EventQueue();
        if (attached) {
          client.watch("/p", "t", queue);
        }
        int turn = queue.turn();
        CompletableFuture<Void> waiter =
            StoreConnectionTest.run(() -> assertThat(takeInTurn(queue, turn)).isNull());
        queue.nextTurn();
        waiter.get(50, TimeUnit.SECONDS);
        assertThat(takeInTurn(queue, turn)).isNull(); // and so does who comes late
      }
    }
  }

  private static @Nullable WatchEvent takeInTurn(EventQueue queue, int turn) {
    try {
      return queue.take(-1, turn);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void onlyEventsThatWereHandedOutAreNext() throws Exception {
    Answers answers =
        (peer, request, text) -> {
          peer.send(request.ok());
          peer.send(Packet.event("/p", "t"));
        };
    try (ScriptedServer server = answering(answers);
        XenStoreClient client = server.client()) {
      EventQueue queue = new EventQueue();
      client.connection().subscribe("t", queue);
      PendingCall call = client.connection().begin(Operation.MKDIR.number(), 0, Payload.of("/p"));
      await().atMost(LONG).until(() -> asked.size() == 1);
      assertThat(queue.next()).isNull();
      assertThat(call.isDone()).isFalse();
      await().atMost(LONG).until(() -> queue.size() == 1);
      assertThat(queue.next()).isEqualTo(new WatchEvent("/p", "t"));
      assertThat(queue.next()).isNull();
    }
  }

  @Test
  void aWatchMayBeClosedWhateverBecomesOfItsConnection() throws Exception {
    Answers answers =
        (peer, request, text) -> {
          if (request.is(Operation.UNWATCH)) {
            peer.hangUp();
          } else {
            peer.send(request.ok());
          }
        };
    try (ScriptedServer server = answering(answers);
        XenStoreClient client = server.client()) {
      EventQueue queue = new EventQueue();
      WatchSubscription cut = client.watch("/p", "t", queue);
      WatchSubscription late = client.watch("/q", "t", queue);
      cut.close();
      late.close();
      assertThat(client.isConnected()).isFalse();
    }
  }

  @Test
  void aQueueBelongsToOneConnection() throws Exception {
    try (ScriptedServer server = ScriptedServer.echo(folder);
        XenStoreClient client = server.client();
        XenStoreClient stranger = server.client()) {
      EventQueue events = new EventQueue();
      client.watch("/p", "t", events);
      assertThatThrownBy(() -> stranger.watch("/p", "t", events))
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
