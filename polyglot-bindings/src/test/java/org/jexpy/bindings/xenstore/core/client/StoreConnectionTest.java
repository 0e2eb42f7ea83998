package org.jexpy.bindings.xenstore.core.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jexpy.bindings.xenstore.core.wire.FrameWriter;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class StoreConnectionTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  @TempDir Path folder;

  @Test
  void eachOfManyThreadsGetsItsOwnReply() throws Exception {
    try (ScriptedServer server = ScriptedServer.echo(folder);
        XenStoreClient client = server.client()) {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int thread = 0; thread < 32; thread++) {
        String name = "thread" + thread;
        all.add(run(() -> echo(client, name, 300)));
      }
      for (CompletableFuture<Void> each : all) {
        each.get(50, TimeUnit.SECONDS);
      }
      assertThat(client.connection().pending()).isZero();
    }
  }

  private static void echo(XenStoreClient client, String name, int times) {
    for (int i = 0; i < times; i++) {
      byte[] sent = (name + " " + i).getBytes(US_ASCII);
      assertThat(client.call(Operation.WRITE, 0, sent, LONG)).isEqualTo(sent);
    }
  }

  @Test
  void repliesInAnyOrderReachThoseWhoAsked() throws Exception {
    ScriptedServer.Script reversed =
        peer -> {
          List<Packet> requests = new ArrayList<>();
          while (requests.size() < 50) {
            Packet request = peer.next();
            if (request == null) {
              return;
            }
            requests.add(request);
          }
          Collections.reverse(requests);
          for (Packet request : requests) {
            peer.send(request.reply(request.payload()));
          }
          peer.next();
        };
    try (ScriptedServer server = new ScriptedServer(folder, reversed);
        XenStoreClient client = server.client()) {
      StoreConnection connection = client.connection();
      List<PendingCall> calls = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        calls.add(connection.begin(Operation.READ.number(), 0, Payload.of("/p" + i)));
      }
      for (PendingCall call : calls) {
        assertThat(connection.await(call, -1)).isTrue();
        assertThat(call.reply().payload()).isEqualTo(call.request().payload());
      }
    }
  }

  @Test
  void aReplyInPiecesIsPutTogether() throws Exception {
    ScriptedServer.Script bytewise =
        peer -> {
          for (Packet request = peer.next(); request != null; request = peer.next()) {
            ByteBuffer reply = FrameWriter.encode(request.reply(request.payload()));
            while (reply.hasRemaining()) {
              peer.sendBytes(ByteBuffer.wrap(new byte[] {reply.get()}));
            }
          }
        };
    try (ScriptedServer server = new ScriptedServer(folder, bytewise);
        XenStoreClient client = server.client()) {
      echo(client, "slow", 20);
    }
  }

  @Test
  void anEndAtAnyByteOfAReplyFailsTheCall() throws Exception {
    byte[] value = {1, 2, 3, 4, 5};
    for (int sent = 0; sent < Packet.HEADER + value.length; sent++) {
      int count = sent;
      ScriptedServer.Script cut =
          peer -> {
            Packet request = peer.next();
            if (request != null) {
              peer.sendBytes(FrameWriter.encode(request.reply(value)).limit(count));
            }
          };
      try (ScriptedServer server = new ScriptedServer(folder, cut);
          XenStoreClient client = server.client()) {
        assertThatThrownBy(() -> client.read("/p"))
            .as("after %d bytes", sent)
            .isInstanceOf(ConnectionLostException.class)
            .hasMessageContaining("closed by the server")
            .message()
            .matches(text -> count == 0 ^ text.contains("in the midst of a packet"));
        assertThat(client.isConnected()).isFalse();
        assertThatThrownBy(() -> client.read("/p"))
            .isInstanceOf(ConnectionLostException.class)
            .hasMessageStartingWith("not connected");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"end", "unknown id", "too long", "unknown type", "cut event"})
  void whatMakesNoSenseFailsAllThatIsPending(String what) throws Exception {
    CountDownLatch all = new CountDownLatch(1);
    ScriptedServer.Script bad =
        peer -> {
          for (int i = 0; i < 8; i++) {
            peer.next();
          }
          ScriptedServer.await(all);
          switch (what) {
            case "unknown id" -> peer.send(new Packet(2, 4711, 0, Payload.empty()));
            case "too long" -> peer.sendBytes(header(2, 1, 4097));
            case "unknown type" -> peer.send(new Packet(99, 1, 0, Payload.empty()));
            case "cut event" -> peer.send(new Packet(15, 0, 0, Payload.of("/p")));
            default -> peer.hangUp();
          }
          peer.next();
        };
    try (ScriptedServer server = new ScriptedServer(folder, bad);
        XenStoreClient client = server.client()) {
      EventQueue events = new EventQueue();
      client.connection().subscribe("token", events);
      List<CompletableFuture<Void>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        calls.add(run(() -> client.call(Operation.READ, 0, Payload.of("/p"), LONG)));
      }
      calls.add(run(() -> events.take(LONG)));
      await().until(() -> client.connection().pending() == 8);
      all.countDown();

      for (CompletableFuture<Void> call : calls) {
        assertThatThrownBy(() -> call.get(50, TimeUnit.SECONDS))
            .cause()
            .isInstanceOf(ConnectionLostException.class);
      }
      assertThat(client.isConnected()).isFalse();
    }
  }

  @Test
  void whatHasComeIsHandedOutThoughNothingCanBeWrittenAnyMore() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    ScriptedServer.Script farewell =
        peer -> {
          Packet first = peer.next();
          if (first != null) {
            peer.send(Packet.event("/a", "token"));
            peer.send(first.reply(Payload.of("last")));
          }
          peer.hangUp();
          gone.countDown();
        };
    try (ScriptedServer server = new ScriptedServer(folder, farewell);
        XenStoreClient client = server.client()) {
      StoreConnection connection = client.connection();
      EventQueue events = new EventQueue();
      connection.subscribe("token", events);
      PendingCall first = connection.begin(Operation.READ.number(), 0, Payload.of("/p"));
      gone.await();
      PendingCall second = connection.begin(Operation.READ.number(), 0, Payload.of("/q"));

      assertThat(connection.await(first, -1)).isTrue();
      assertThat(first.reply().payload()).isEqualTo(Payload.of("last"));
      assertThatThrownBy(second::reply).isInstanceOf(ConnectionLostException.class);
      assertThat(events.take(LONG)).isEqualTo(new WatchEvent("/a", "token"));
      assertThatThrownBy(() -> events.take(LONG)).isInstanceOf(ConnectionLostException.class);
    }
  }

  @Test
  void aServerThatListensNoMoreIsLostAlsoIfItStays() throws Exception {
    CountDownLatch deaf = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    ScriptedServer.Script script =
        peer -> {
          peer.next();
          peer.send(Packet.event("/a", "token"));
          peer.listenNoMore();
          deaf.countDown();
          ScriptedServer.await(over);
        };
    try (ScriptedServer server = new ScriptedServer(folder, script);
        XenStoreClient client = server.client()) {
      EventQueue events = new EventQueue();
      client.connection().subscribe("token", events);
      CompletableFuture<Void> leader = run(() -> {}, client);
      deaf.await();
      await().until(() -> client.connection().pending() == 1);
      var _ = client.connection().begin(Operation.READ.number(), 0, Payload.of("/q"));

      assertThatThrownBy(() -> leader.get(50, TimeUnit.SECONDS))
          .cause()
          .isInstanceOf(ConnectionLostException.class)
          .hasMessageContaining("error while writing to");
      assertThat(events.take(LONG)).isEqualTo(new WatchEvent("/a", "token"));
      over.countDown();
    }
  }

  private static ByteBuffer header(int type, int id, int length) {
    ByteBuffer header = ByteBuffer.allocate(Packet.HEADER).order(ByteOrder.nativeOrder());
    return header.putInt(type).putInt(id).putInt(0).putInt(length).flip();
  }

  @Test
  void aLateReplyIsDropped() throws Exception {
    CountDownLatch late = new CountDownLatch(1);
    ScriptedServer.Script slow =
        peer -> {
          Packet first = peer.next();
          ScriptedServer.await(late);
          if (first != null) {
            peer.send(first.reply(Payload.of("late")));
          }
          for (Packet request = peer.next(); request != null; request = peer.next()) {
            peer.send(request.reply(request.payload()));
          }
        };
    try (ScriptedServer server = new ScriptedServer(folder, slow);
        XenStoreClient client = server.client()) {
      assertThatThrownBy(
              () -> client.call(Operation.READ, 0, Payload.of("/p"), Duration.ofMillis(20)))
          .isInstanceOf(CallTimedOutException.class)
          .hasMessageContaining("READ");
      late.countDown();
      echo(client, "after", 3);
      assertThat(client.connection().pending()).isZero();
    }
  }

  @Test
  void anInterruptEndsTheWaitAndLeavesTheLinkAlone() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (ScriptedServer server = ScriptedServer.echo(folder, go);
        XenStoreClient client = server.client()) {
      CompletableFuture<Thread> leading = new CompletableFuture<>();
      CompletableFuture<Thread> following = new CompletableFuture<>();
      CompletableFuture<Void> leader = run(() -> leading.complete(Thread.currentThread()), client);
      await().until(() -> client.connection().pending() == 1);
      CompletableFuture<Void> follower =
          run(() -> following.complete(Thread.currentThread()), client);
      await().until(() -> client.connection().pending() == 2);
      CompletableFuture<Void> third = run(() -> {}, client);
      await().until(() -> client.connection().pending() == 3);

      leading.join().interrupt();
      following.join().interrupt();
      for (CompletableFuture<Void> each : List.of(leader, follower)) {
        assertThatThrownBy(() -> each.get(50, TimeUnit.SECONDS))
            .cause()
            .isInstanceOf(CallInterruptedException.class);
      }
      go.countDown();
      third.get(50, TimeUnit.SECONDS);
      echo(client, "after", 3);
    }
  }

  private static CompletableFuture<Void> run(Runnable before, XenStoreClient client) {
    return run(
        () -> {
          before.run();
          client.call(Operation.READ, 0, Payload.of("/p"), LONG);
        });
  }

  @Test
  @SuppressWarnings("try") // closed twice on purpose
  void closingFailsWhatIsUnderWayAndMayBeRepeated() throws Exception {
    ScriptedServer.Script mute =
        peer -> {
          while (peer.next() != null) {
            // never answers
          }
        };
    try (ScriptedServer server = new ScriptedServer(folder, mute);
        XenStoreClient client = server.client()) {
      CompletableFuture<Void> first = run(() -> {}, client);
      CompletableFuture<Void> second = run(() -> {}, client);
      await().until(() -> client.connection().pending() == 2);
      client.close();
      client.close();
      for (CompletableFuture<Void> each : List.of(first, second)) {
        assertThatThrownBy(() -> each.get(50, TimeUnit.SECONDS))
            .cause()
            .isInstanceOf(ConnectionLostException.class)
            .hasMessageContaining("closed on this side");
      }
    }
  }

  @Test
  void aServerThatReadsLateDoesNotStopThoseWhoSend() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (ScriptedServer server = ScriptedServer.echo(folder, go);
        XenStoreClient client = server.client()) {
      StoreConnection connection = client.connection();
      List<PendingCall> calls = new ArrayList<>();
      // More than the buffers of both sockets hold; nobody reads the replies meanwhile either.
      for (int i = 0; i < 500; i++) {
        calls.add(connection.begin(Operation.WRITE.number(), 0, new byte[4096]));
      }
      CompletableFuture<Void> follower = run(() -> echo(client, "beside", 5));
      go.countDown();
      for (PendingCall call : calls) {
        assertThat(connection.await(call, -1)).isTrue();
        assertThat(call.reply().payload()).hasSize(4096);
      }
      follower.get(50, TimeUnit.SECONDS);
    }
  }

  @Test
  void aPayloadThatIsTooLargeIsRefusedBeforeItIsSent() throws Exception {
    try (ScriptedServer server = ScriptedServer.echo(folder);
        XenStoreClient client = server.client()) {
      assertThatThrownBy(() -> client.call(Operation.WRITE, 0, new byte[4097], LONG))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("4097");
      assertThat(client.call(Operation.WRITE, 0, new byte[4096], LONG)).hasSize(4096);
    }
  }

  @Test
  void aReplyOfTheTypeThatWasAskedForIsTakenWhateverItIs() throws Exception {
    try (ScriptedServer server = ScriptedServer.echo(folder);
        XenStoreClient client = server.client()) {
      PendingCall call = client.connection().begin(128, 0, Payload.of("7"));
      assertThat(client.connection().await(call, -1)).isTrue();
      assertThat(call.reply().type()).isEqualTo(128);
    }
  }

  @Test
  void aMissingSocketIsToldAtOnce() {
    assertThatThrownBy(() -> XenStoreClient.connect(folder.resolve("none")))
        .isInstanceOf(IOException.class);
  }

  static CompletableFuture<Void> run(Runnable task) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                task.run();
                done.complete(null);
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            });
    return done;
  }
}
