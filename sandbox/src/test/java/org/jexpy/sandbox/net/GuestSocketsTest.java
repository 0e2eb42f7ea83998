package org.jexpy.sandbox.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.permission.AccessRefusedException;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.jexpy.sandbox.resource.OwnedResources;
import org.jexpy.sandbox.resource.ResourceKind;
import org.jexpy.sandbox.thread.Runner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GuestSocketsTest {

  private static final GuestAddress ANY_PORT = new GuestAddress.Inet(loopback(), 0);

  private final OwnedResources resources = new OwnedResources();
  private final GuestSockets sockets = sockets(PermissionSet.all());

  private GuestSockets sockets(PermissionSet permissions) {
    Runner runner = Runner.start("test-runner", self -> 0);
    return GuestSockets.of(
        new GuestServices("test", AccessGate.of(permissions), resources, runner, false));
  }

  private static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void closeAll() {
    resources.close();
  }

  private GuestSocket listener() throws GuestSocketException {
    GuestSocket listener = sockets.open(SocketFamily.INET, SocketKind.STREAM);
    listener.bind(ANY_PORT);
    listener.listen(128);
    return listener;
  }

  private GuestSocket client(GuestSocket listener) throws GuestSocketException {
    GuestSocket client = sockets.open(SocketFamily.INET, SocketKind.STREAM);
    if (!client.connect(listener.localAddress())) {
      assertThat(client.await(Readiness.OUT, TimeUnit.SECONDS.toNanos(10)))
          .isEqualTo(GuestSocket.Wait.READY);
      assertThat(client.takeError()).isNull();
    }
    return client;
  }

  private static GuestSocket accepted(GuestSocket listener) throws GuestSocketException {
    assertThat(listener.await(Readiness.IN, TimeUnit.SECONDS.toNanos(10)))
        .isEqualTo(GuestSocket.Wait.READY);
    GuestSocket accepted = listener.accept();
    assertThat(accepted).isNotNull();
    return java.util.Objects.requireNonNull(accepted);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  /** Start a blocking wait on a thread of its own, and return when it has begun. */
  private static FutureTask<GuestSocket.Wait> waiting(GuestSocket socket) {
    FutureTask<GuestSocket.Wait> task = new FutureTask<>(() -> socket.await(Readiness.IN, -1));
    Thread thread = Thread.ofPlatform().name("test-waiting").start(task);
    await().until(() -> thread.getState() == Thread.State.RUNNABLE && inSelect(thread));
    return task;
  }

  private static boolean inSelect(Thread thread) {
    return Stream.of(thread.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals("select"));
  }

  @Test
  void closingEndsAWaitOfAnotherThread() throws Exception {
    GuestSocket listener = listener();
    FutureTask<GuestSocket.Wait> waiting = waiting(listener);

    listener.close();

    assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(GuestSocket.Wait.READY);
    assertThatThrownBy(listener::accept).hasMessage("Bad file descriptor");
  }

  @Test
  void endOfTheProcessEndsWaitsAndLeavesNoSocket() throws Exception {
    List<GuestSocket> pair = sockets.pair();
    FutureTask<GuestSocket.Wait> waiting = waiting(pair.getFirst());

    resources.close();

    // Woken by its socket's end, or by the end of the selector: whichever the thread sees first.
    await().until(waiting::isDone);
    assertThat(sockets.size()).isZero();
    assertThatThrownBy(() -> sockets.open(SocketFamily.INET, SocketKind.STREAM))
        .isInstanceOf(GuestSocketException.class);
  }

  @Test
  void interruptingAThreadEndsItsWaitButClosesNothing() throws Exception {
    List<GuestSocket> pair = sockets.pair();
    CompletableFuture<Thread> self = new CompletableFuture<>();
    FutureTask<GuestSocket.Wait> task =
        new FutureTask<>(
            () -> {
              self.complete(Thread.currentThread());
              return pair.getFirst().await(Readiness.IN, -1);
            });
    Thread.ofPlatform().name("test-interrupted").start(task);
    self.get().interrupt();

    assertThat(task.get(10, TimeUnit.SECONDS)).isEqualTo(GuestSocket.Wait.INTERRUPTED);
    assertThat(pair.get(1).write(bytes("still open"))).isEqualTo(10);
    assertThat(pair.get(0).read(ByteBuffer.allocate(20))).isEqualTo(10);
  }

  @Test
  void waitOnTheRunnerComesBackToLookForSignals() throws Exception {
    CompletableFuture<GuestSocket.Wait> result = new CompletableFuture<>();
    Runner runner =
        Runner.start(
            "test-signals",
            self -> {
              GuestSockets own =
                  GuestSockets.of(
                      new GuestServices(
                          "signals", AccessGate.of(PermissionSet.all()), resources, self, false));
              result.complete(own.pair().getFirst().await(Readiness.IN, -1));
              return 0;
            });

    assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo(GuestSocket.Wait.INTERRUPTED);
    assertThat(runner.status().get()).isZero();
  }

  @Test
  void thousandConnectionsOpenedAndClosedLeaveNoDescriptor() throws Exception {
    GuestSocket listener = listener();
    openAndClose(listener, 10); // selectors and buffers are made once
    long before = descriptors();

    openAndClose(listener, 1000);

    assertThat(descriptors()).isLessThanOrEqualTo(before);
    assertThat(sockets.size()).isEqualTo(1);
  }

  private void openAndClose(GuestSocket listener, int times) throws GuestSocketException {
    for (int i = 0; i < times; i++) {
      GuestSocket client = client(listener);
      GuestSocket server = accepted(listener);
      server.write(bytes("x"));
      client.await(Readiness.IN, TimeUnit.SECONDS.toNanos(10));
      client.close();
      server.close();
      server.close();
    }
  }

  private static long descriptors() throws Exception {
    Path folder = Path.of("/proc/self/fd");
    if (!Files.isDirectory(folder)) {
      return 0; // this system has no such list; the count of sockets is checked anyway
    }
    try (Stream<Path> open = Files.list(folder)) {
      return open.count();
    }
  }

  @Test
  void closedListenerFreesItsPortAtOnceThoughASelectorKnowsIt() throws Exception {
    GuestSocket listener = listener();
    GuestAddress address = listener.localAddress();
    try (PollSet set = sockets.pollSet()) {
      set.put(1, listener, Readiness.IN);
      set.await(0, (descriptor, events) -> {});

      listener.close();

      GuestSocket again = sockets.open(SocketFamily.INET, SocketKind.STREAM);
      again.bind(address);
      assertThat(set.contains(1)).isFalse();
    }
  }

  @Test
  void pollSetReportsEachReadyMemberUntilItIsServed() throws Exception {
    List<GuestSocket> pair = sockets.pair();
    GuestSocket listener = listener();
    try (PollSet set = sockets.pollSet()) {
      set.put(1, pair.get(0), Readiness.IN);
      set.put(2, pair.get(1), Readiness.IN | Readiness.OUT);
      set.put(3, listener, Readiness.IN);
      assertThat(ready(set, 0)).isEqualTo(Map.of(2, Readiness.OUT));

      pair.get(1).write(bytes("x"));
      GuestSocket client = client(listener);
      await().until(() -> ready(set, 0).containsKey(3));
      assertThat(ready(set, -1))
          .isEqualTo(Map.of(1, Readiness.IN, 2, Readiness.OUT, 3, Readiness.IN));

      set.put(2, pair.get(1), 0);
      set.remove(3);
      assertThat(ready(set, -1)).isEqualTo(Map.of(1, Readiness.IN));
      pair.get(0).read(ByteBuffer.allocate(10));
      assertThat(ready(set, TimeUnit.MILLISECONDS.toNanos(5))).isEmpty();
      client.close();
    }
  }

  private static Map<Integer, Integer> ready(PollSet set, long nanos) throws GuestSocketException {
    Map<Integer, Integer> ready = new HashMap<>();
    set.await(nanos, ready::put);
    return ready;
  }

  @Test
  void memberAddedDuringAWaitWakesIt() throws Exception {
    List<GuestSocket> pair = sockets.pair();
    pair.get(1).write(bytes("x"));
    try (PollSet set = sockets.pollSet()) {
      FutureTask<Map<Integer, Integer>> task = new FutureTask<>(() -> ready(set, -1));
      Thread thread = Thread.ofPlatform().name("test-poll").start(task);
      await().until(() -> inSelect(thread));

      set.put(7, pair.get(0), Readiness.IN);

      assertThat(task.get(10, TimeUnit.SECONDS)).isEqualTo(Map.of(7, Readiness.IN));
    }
  }

  @Test
  void callbackRunsOnceOnItsExecutor() throws Exception {
    List<GuestSocket> pair = sockets.pair();
    LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    List<Integer> heard = new ArrayList<>();
    pair.get(0).onReady(Readiness.IN, tasks::add, heard::add);
    pair.get(0).onReady(Readiness.IN, tasks::add, events -> heard.add(100)).close();
    assertThat(tasks.poll(20, TimeUnit.MILLISECONDS)).isNull();

    pair.get(1).write(bytes("x"));

    java.util.Objects.requireNonNull(tasks.poll(10, TimeUnit.SECONDS)).run();
    assertThat(heard).containsExactly(Readiness.IN);
    pair.get(0).onReady(Readiness.OUT, tasks::add, heard::add);
    java.util.Objects.requireNonNull(tasks.poll(10, TimeUnit.SECONDS)).run();
    assertThat(heard).containsExactly(Readiness.IN, Readiness.OUT);
  }

  @Test
  void socketsKeepNoRunAliveAndAreListedAsResources() throws Exception {
    GuestSocket listener = listener();

    assertThat(resources.hasReferenced()).isFalse();
    assertThat(resources.count(ResourceKind.SOCKET)).isGreaterThanOrEqualTo(1);
    listener.close();
    assertThat(sockets.size()).isZero();
  }

  @Test
  void addressesAreRefusedWithoutTheirPermission() throws Exception {
    GuestSocket listener = listener();
    GuestAddress permitted = listener.localAddress();
    GuestSockets narrow =
        sockets(
            PermissionSet.none()
                .allow(Permission.NET, List.of(permitted.resource(), "unix:/tmp/allowed")));
    GuestSocket stream = narrow.open(SocketFamily.INET, SocketKind.STREAM);
    assertThatThrownBy(() -> stream.bind(ANY_PORT))
        .isInstanceOf(AccessRefusedException.class)
        .hasMessageContaining("127.0.0.1:0")
        .hasMessageContaining("--allow-net");
    assertThatThrownBy(() -> stream.connect(new GuestAddress.Inet(loopback(), 2)))
        .isInstanceOf(AccessRefusedException.class);
    stream.connect(permitted);
    accepted(listener);
    GuestSocket local = narrow.open(SocketFamily.UNIX, SocketKind.STREAM);
    assertThatThrownBy(() -> local.bind(new GuestAddress.Unix("/tmp/other")))
        .isInstanceOf(AccessRefusedException.class)
        .hasMessageContaining("unix:/tmp/other");
    assertThatThrownBy(() -> narrow.resolve("example.invalid", 80))
        .isInstanceOf(AccessRefusedException.class)
        .hasMessageContaining("example.invalid:80");
    assertThat(narrow.resolve("127.0.0.1", 80)).hasSize(1);
    GuestSocket datagrams = narrow.open(SocketFamily.INET, SocketKind.DATAGRAM);
    assertThatThrownBy(() -> datagrams.send(bytes("x"), new GuestAddress.Inet(loopback(), 9)))
        .isInstanceOf(AccessRefusedException.class);
  }

  @Test
  void permittedNameVouchesForItsAddressesButNotAgainstADenial() throws Exception {
    GuestSocket listener = listener();
    GuestAddress.Inet address = (GuestAddress.Inet) listener.localAddress();
    String name = "localhost:" + address.port();
    GuestSockets byName = sockets(PermissionSet.none().allow(Permission.NET, List.of(name)));
    GuestSocket before = byName.open(SocketFamily.INET, SocketKind.STREAM);
    assertThatThrownBy(() -> before.connect(address)).isInstanceOf(AccessRefusedException.class);

    assertThat(byName.resolve("localhost", address.port())).contains(address.address());
    byName.open(SocketFamily.INET, SocketKind.STREAM).connect(address);

    GuestSockets denied =
        sockets(
            PermissionSet.none()
                .allow(Permission.NET, List.of(name))
                .deny(Permission.NET, List.of(address.host())));
    denied.resolve("localhost", address.port());
    GuestSocket refused = denied.open(SocketFamily.INET, SocketKind.STREAM);
    assertThatThrownBy(() -> refused.connect(address)).isInstanceOf(AccessRefusedException.class);
  }

  @Test
  void failedConnectionLeavesASocketThatCanTryAgain(@TempDir Path folder) throws Exception {
    GuestSocket listener = listener();
    GuestSocket client = sockets.open(SocketFamily.INET, SocketKind.STREAM);
    GuestSocket closed = listener();
    GuestAddress nobody = closed.localAddress();
    closed.close();
    assertThatThrownBy(
            () -> {
              if (!client.connect(nobody)) {
                client.await(Readiness.OUT, -1);
                Errno error = client.takeError();
                throw new GuestSocketException(error == null ? Errno.EIO : error);
              }
            })
        .hasMessage("Connection refused");

    if (!client.connect(listener.localAddress())) {
      client.await(Readiness.OUT, -1);
    }
    assertThat(client.takeError()).isNull();
    assertThat(client.remoteAddress()).isEqualTo(listener.localAddress());

    GuestSocket local = sockets.open(SocketFamily.UNIX, SocketKind.STREAM);
    GuestAddress missing = new GuestAddress.Unix(folder.resolve("missing").toString());
    assertThatThrownBy(() -> local.connect(missing)).hasMessage("No such file or directory");
  }

  @Test
  void boundPortIsNobodyElsesBeforeAndAfterListening() throws Exception {
    GuestSocket bound = sockets.open(SocketFamily.INET, SocketKind.STREAM);
    bound.bind(ANY_PORT);
    GuestAddress address = bound.localAddress();
    GuestSocket second = sockets.open(SocketFamily.INET, SocketKind.STREAM);
    assertThatThrownBy(() -> second.bind(address)).hasMessage("Address already in use");

    bound.listen(5);

    assertThat(bound.localAddress()).isEqualTo(address);
    GuestSocket third = sockets.open(SocketFamily.INET, SocketKind.STREAM);
    assertThatThrownBy(() -> third.bind(address)).hasMessage("Address already in use");
    client(bound);
    accepted(bound);
  }

  @Test
  void descriptorsAreReusedFromTheLowestAndDuplicatesShareTheSocket() throws Exception {
    GuestSocket first = listener();
    GuestSocket second = listener();
    int number = first.descriptor();
    first.close();
    GuestSocket third = listener();
    assertThat(third.descriptor()).isEqualTo(number);

    int copy = sockets.duplicate(second.descriptor());
    sockets.close(second.descriptor());
    assertThat(second.isOpen()).isTrue();
    assertThat(sockets.find(copy)).isSameAs(second);
    sockets.close(copy);
    assertThat(second.isOpen()).isFalse();
    assertThatThrownBy(() -> sockets.close(copy)).hasMessage("Bad file descriptor");
  }

  @Test
  void manyThreadsMayUseOneProcessesSockets() throws Exception {
    GuestSocket listener = listener();
    List<FutureTask<Integer>> echoes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      GuestSocket client = client(listener);
      GuestSocket server = accepted(listener);
      FutureTask<Integer> echo = new FutureTask<>(() -> copy(server, server, 50));
      FutureTask<Integer> ask =
          new FutureTask<>(
              () -> {
                int answered = 0;
                for (int round = 0; round < 50; round++) {
                  client.write(bytes("ping"));
                  client.await(Readiness.IN, -1);
                  answered += client.read(ByteBuffer.allocate(4));
                }
                client.close();
                return answered;
              });
      Thread.ofPlatform().name("test-echo-" + i).start(echo);
      Thread.ofPlatform().name("test-ask-" + i).start(ask);
      echoes.add(ask);
      echoes.add(echo);
    }
    for (FutureTask<Integer> echo : echoes) {
      assertThat(echo.get(30, TimeUnit.SECONDS)).isEqualTo(200);
    }
  }

  private static int copy(GuestSocket from, GuestSocket to, int rounds)
      throws GuestSocketException, ExecutionException {
    int total = 0;
    ByteBuffer buffer = ByteBuffer.allocate(100);
    for (int round = 0; round < rounds; ) {
      from.await(Readiness.IN, -1);
      int got = from.read(buffer.clear());
      if (got > 0) {
        to.write(buffer.flip());
        total += got;
        round++;
      }
    }
    return total;
  }
}
