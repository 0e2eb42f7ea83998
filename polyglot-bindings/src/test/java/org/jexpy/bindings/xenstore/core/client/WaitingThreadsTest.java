package org.jexpy.bindings.xenstore.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One thread waits in the link, and leads; what others do must reach it there. */
@Timeout(120)
final class WaitingThreadsTest {
  private static final Duration LONG = Duration.ofSeconds(100);

  @TempDir Path folder;

  /** Takes an event of a queue of its own, and leads all that time. */
  private static CompletableFuture<WatchEvent> leader(XenStoreClient client, EventQueue queue) {
    client.connection().subscribe("token", queue);
    CompletableFuture<WatchEvent> taken = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    taken.complete(queue.take(LONG));
                  } catch (RuntimeException e) {
                    taken.completeExceptionally(e);
                  }
                });
    await()
        .atMost(LONG)
        .until(
            () ->
                Arrays.stream(thread.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(NioLink.class.getName())));
    return taken;
  }

  private static <T> T soon(CompletableFuture<T> future) throws Exception {
    return future.get(90, TimeUnit.SECONDS);
  }

  @Test
  void anEventOfTheCallersOwnWakesTheThreadThatLeads() throws Exception {
    try (ScriptedServer server = ScriptedServer.echo(folder);
        XenStoreClient client = server.client()) {
      EventQueue queue = new EventQueue();
      CompletableFuture<WatchEvent> taken = leader(client, queue);
      queue.put(new WatchEvent("/stop", "token"));
      assertThat(soon(taken)).isEqualTo(new WatchEvent("/stop", "token"));
    }
  }

  @Test
  void aReplyReachesAllThreadsThatWaitForIt() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (ScriptedServer server = ScriptedServer.echo(folder, go);
        XenStoreClient client = server.client()) {
      CompletableFuture<WatchEvent> taken = leader(client, new EventQueue());
      StoreConnection connection = client.connection();
      PendingCall call = connection.begin(Operation.READ.number(), 0, Payload.of("/p"));
      List<Boolean> answers = new CopyOnWriteArrayList<>();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        threads.add(Thread.ofPlatform().daemon().start(() -> answers.add(done(connection, call))));
      }
      await()
          .atMost(LONG)
          .until(
              () -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
      go.countDown();
      for (Thread thread : threads) {
        assertThat(thread.join(LONG)).isTrue();
      }
      assertThat(answers).containsExactly(true, true, true);
      assertThat(taken).isNotDone();
    }
  }

  private static boolean done(StoreConnection connection, PendingCall call) {
    try {
      return connection.await(call, -1);
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Test
  void whatFoundNoRoomLeavesWhileAnotherThreadLeads() throws Exception {
    int count = 500; // more than the buffers of both sockets hold
    CountDownLatch go = new CountDownLatch(1);
    ScriptedServer.Script lateReader =
        peer -> {
          ScriptedServer.await(go);
          for (int i = 0; i < count; i++) {
            peer.next();
          }
          peer.send(Packet.event("/all", "token"));
          peer.next();
        };
    try (ScriptedServer server = new ScriptedServer(folder, lateReader);
        XenStoreClient client = server.client()) {
      CompletableFuture<WatchEvent> taken = leader(client, new EventQueue());
      for (int i = 0; i < count; i++) {
        client.connection().begin(Operation.WRITE.number(), 0, new byte[4096]);
      }
      go.countDown();
      assertThat(soon(taken)).isEqualTo(new WatchEvent("/all", "token"));
    }
  }

  @Test
  void whoSendsWithoutEndWaitsForTheServer() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    ScriptedServer.Script lateReader =
        peer -> {
          ScriptedServer.await(go);
          for (Packet request = peer.next(); request != null; request = peer.next()) {
            peer.send(request.ok());
          }
        };
    try (ScriptedServer server = new ScriptedServer(folder, lateReader);
        XenStoreClient client = server.client()) {
      StoreConnection connection = client.connection();
      int sent = 0;
      while (connection.awaitRoom(0)) {
        connection.begin(Operation.WRITE.number(), 0, new byte[4096]);
        sent++;
      }
      assertThat(sent).isBetween(Outgoing.MOST_HELD / 4112, 4 * Outgoing.MOST_HELD / 4112);
      List<CompletableFuture<Void>> writers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        writers.add(StoreConnectionTest.run(() -> client.write("/p", new byte[9])));
      }
      go.countDown();
      assertThat(connection.awaitRoom(-1)).isTrue();
      for (CompletableFuture<Void> writer : writers) {
        soon(writer);
      }
    }
  }
}
