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
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jexpy.bindings.xenstore.core.server.XenStoreServer;
import org.jexpy.bindings.xenstore.core.wire.Errno;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class AsyncCallsTest {
  private static final Duration LONG = Duration.ofSeconds(100);

  @TempDir Path folder;

  @Test
  void theExampleReadsTheNamesOfDomains() throws Exception {
    List<Integer> domains = List.of(1, 2, 3);
    List<String> printed = new ArrayList<>();
    try (XenStoreServer _ = XenStoreServer.builder().socket(folder.resolve("socket")).start();
        XenStoreClient store = XenStoreClient.connect(folder.resolve("socket"))) {
      AsyncCalls calls = store.async();
      for (int domain : domains) {
        byte[] name = ("guest-" + domain).getBytes(US_ASCII);
        within(calls.write("/local/domain/" + domain + "/name", name));
      }
      List<CompletableFuture<byte[]>> names =
          domains.stream().map(domain -> calls.read("/local/domain/" + domain + "/name")).toList();
      for (CompletableFuture<byte[]> name : names) {
        printed.add(new String(name.join(), US_ASCII));
      }
    }
    assertThat(printed).containsExactly("guest-1", "guest-2", "guest-3");
  }

  @Test
  void nodesAreWrittenMadeListedAndRemoved() throws Exception {
    try (XenStoreServer _ = XenStoreServer.builder().socket(folder.resolve("socket")).start();
        XenStoreClient store = XenStoreClient.connect(folder.resolve("socket"))) {
      AsyncCalls calls = store.async();
      List<CompletableFuture<Void>> made = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (int i = 0; i < 1000; i++) { // more than one reply holds
        names.add("child" + i);
        made.add(calls.mkdir("/big/child" + i));
      }
      for (CompletableFuture<Void> each : made) {
        within(each);
      }
      assertThat(within(calls.list("/big"))).isEqualTo(names);
      within(calls.remove("/big"));
      assertThat(within(calls.list("/"))).doesNotContain("big");
      assertThatThrownBy(() -> within(calls.list("/big")))
          .cause()
          .isInstanceOfSatisfying(
              RequestRefusedException.class,
              refused -> assertThat(refused.errno()).isEqualTo(Errno.ENOENT));
    }
  }

  @Test
  void thousandsMayBeUnderWayBesideCallsThatWait() throws Exception {
    try (ScriptedServer server = ScriptedServer.echo(folder);
        XenStoreClient client = server.client()) {
      List<CompletableFuture<byte[]>> calls = new ArrayList<>();
      List<CompletableFuture<Void>> others = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        calls.add(ask(client, "async" + i));
        if (i % 1000 == 0) {
          byte[] text = ("sync" + i).getBytes(US_ASCII);
          others.add(
              StoreConnectionTest.run(
                  () -> assertThat(client.call(Operation.READ, 0, text, LONG)).isEqualTo(text)));
        }
      }
      for (int i = 0; i < calls.size(); i++) {
        assertThat(within(calls.get(i))).isEqualTo(("async" + i).getBytes(US_ASCII));
      }
      for (CompletableFuture<Void> other : others) {
        within(other);
      }
      assertThat(client.connection().pending()).isZero();
    }
  }

  @Test
  void aCallMayTakeForEver() throws Exception {
    try (ScriptedServer server = ScriptedServer.echo(folder);
        XenStoreClient client = server.client()) {
      for (Duration limit :
          List.of(Duration.ofNanos(Long.MAX_VALUE), Duration.ofSeconds(Long.MAX_VALUE))) {
        byte[] payload = Payload.of("/p");
        assertThat(within(client.callAsync(Operation.READ, 0, payload, limit))).isEqualTo(payload);
      }
    }
  }

  @Test
  void whatFindsNoRoomLeavesLater() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    ScriptedServer.Script lateReader =
        peer -> {
          awaitUninterrupted(go);
          for (Packet request = peer.next(); request != null; request = peer.next()) {
            peer.send(request.reply(request.payload()));
          }
        };
    try (ScriptedServer server = new ScriptedServer(folder, lateReader);
        XenStoreClient client = server.client()) {
      List<CompletableFuture<byte[]>> calls = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        calls.add(client.callAsync(Operation.WRITE, 0, new byte[4096], LONG));
      }
      go.countDown();
      for (CompletableFuture<byte[]> call : calls) {
        assertThat(within(call)).hasSize(4096);
      }
    }
  }

  @Test
  void eachCallHasATimeLimitOfItsOwn() throws Exception {
    CountDownLatch late = new CountDownLatch(1);
    ScriptedServer.Script slow =
        peer -> {
          List<Packet> requests = new ArrayList<>();
          for (int i = 0; i < 3; i++) {
            Packet request = peer.next();
            if (request != null) {
              requests.add(request);
            }
          }
          awaitUninterrupted(late);
          for (Packet request : requests) {
            peer.send(request.reply(request.payload()));
          }
          peer.next();
        };
    try (ScriptedServer server = new ScriptedServer(folder, slow);
        XenStoreClient client = server.client()) {
      byte[] payload = Payload.of("/p");
      var patient = client.callAsync(Operation.READ, 0, payload, LONG);
      var hasty = client.callAsync(Operation.READ, 0, payload, Duration.ofMillis(50));
      var hastier = client.callAsync(Operation.READ, 0, payload, Duration.ofMillis(20));
      for (var each : List.of(hasty, hastier)) {
        assertThatThrownBy(() -> within(each))
            .cause()
            .isInstanceOf(CallTimedOutException.class)
            .hasMessageContaining("READ");
      }
      assertThat(patient).isNotDone();
      late.countDown();
      assertThat(within(patient)).isEqualTo(payload); // and the late replies are dropped
      await().until(() -> client.connection().pending() == 0);
      assertThat(client.isConnected()).isTrue();
    }
  }

  @Test
  void theReplyOfACancelledCallIsDropped() throws Exception {
    CountDownLatch late = new CountDownLatch(1);
    ScriptedServer.Script slow =
        peer -> {
          Packet first = peer.next();
          awaitUninterrupted(late);
          if (first != null) {
            peer.send(first.reply(Payload.empty()));
          }
          for (Packet request = peer.next(); request != null; request = peer.next()) {
            peer.send(request.reply(request.payload()));
          }
        };
    try (ScriptedServer server = new ScriptedServer(folder, slow);
        XenStoreClient client = server.client()) {
      CompletableFuture<byte[]> cancelled = ask(client, "first");
      assertThat(cancelled.cancel(true)).isTrue();
      late.countDown();
      assertThat(within(ask(client, "second"))).isEqualTo("second".getBytes(US_ASCII));
      assertThatThrownBy(cancelled::join).isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void theEndFailsAllThatIsUnderWayAndWhatComesLater() throws Exception {
    CountDownLatch all = new CountDownLatch(1);
    ScriptedServer.Script ending =
        peer -> {
          awaitUninterrupted(all);
          peer.hangUp();
        };
    try (ScriptedServer server = new ScriptedServer(folder, ending);
        XenStoreClient client = server.client()) {
      List<CompletableFuture<byte[]>> calls = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        calls.add(ask(client, "call" + i));
      }
      all.countDown();
      for (CompletableFuture<byte[]> call : calls) {
        assertThatThrownBy(() -> within(call)).cause().isInstanceOf(ConnectionLostException.class);
      }
      assertThatThrownBy(() -> within(ask(client, "later")))
          .cause()
          .isInstanceOf(ConnectionLostException.class)
          .hasMessageStartingWith("not connected");
    }
  }

  @Test
  void closingFailsWhatIsUnderWayAlsoFromAFunctionThatIsAttached() throws Exception {
    ScriptedServer.Script once =
        peer -> {
          Packet first = peer.next();
          peer.next();
          if (first != null) {
            peer.send(first.reply(first.payload()));
          }
          peer.next();
        };
    try (ScriptedServer server = new ScriptedServer(folder, once);
        XenStoreClient client = server.client()) {
      CompletableFuture<Void> closing = ask(client, "first").thenRun(client::close);
      CompletableFuture<byte[]> second = ask(client, "second");
      within(closing);
      assertThatThrownBy(() -> within(second))
          .cause()
          .isInstanceOf(ConnectionLostException.class)
          .hasMessageContaining("closed on this side");
    }
  }

  @Test
  void whatIsAttachedMayMakeCallsThatWait() throws Exception {
    CountDownLatch attached = new CountDownLatch(1);
    ScriptedServer.Script script =
        peer -> {
          awaitUninterrupted(attached);
          for (Packet request = peer.next(); request != null; request = peer.next()) {
            peer.send(request.reply(request.payload()));
          }
        };
    try (ScriptedServer server = new ScriptedServer(folder, script);
        XenStoreClient client = server.client()) {
      CompletableFuture<byte[]> nested =
          ask(client, "outer").thenApply(outer -> client.call(Operation.READ, 0, outer, LONG));
      CompletableFuture<byte[]> beside = ask(client, "beside");
      attached.countDown();
      assertThat(within(nested)).isEqualTo("outer".getBytes(US_ASCII));
      assertThat(within(beside)).isEqualTo("beside".getBytes(US_ASCII));
    }
  }

  private static CompletableFuture<byte[]> ask(XenStoreClient client, String text) {
    return client.callAsync(Operation.READ, 0, text.getBytes(US_ASCII), LONG);
  }

  private static <T> T within(CompletableFuture<T> future) throws Exception {
    return future.get(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  private static void awaitUninterrupted(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
