package org.jexpy.sandbox.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.permission.PermissionSet;
import org.jexpy.sandbox.resource.OwnedResources;
import org.jexpy.sandbox.thread.Runner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class SocketPollTest {
  private final OwnedResources resources = new OwnedResources();
  private final GuestSockets sockets =
      GuestSockets.of(
          new GuestServices(
              "test",
              AccessGate.of(PermissionSet.all()),
              resources,
              Runner.start("test-runner", self -> 0),
              false));

  @AfterEach
  void closeAll() {
    resources.close();
  }

  private static CompletableFuture<GuestSocket.Wait> waiting(SocketPoll poll, int events) {
    CompletableFuture<GuestSocket.Wait> end = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                end.complete(poll.await(events, -1));
              } catch (GuestSocketException e) {
                end.completeExceptionally(e);
              }
            });
    return end;
  }

  private static GuestSocket.Wait soon(CompletableFuture<GuestSocket.Wait> end) throws Exception {
    return end.get(100, TimeUnit.SECONDS);
  }

  @Test
  void itTellsWhatItWaitsForAgainAndAgain() throws Exception {
    List<GuestSocket> pair = sockets.pair();
    try (SocketPoll poll = pair.getFirst().poll()) {
      assertThat(poll.await(Readiness.IN, 0)).isEqualTo(GuestSocket.Wait.TIMEOUT);
      assertThat(poll.await(Readiness.IN | Readiness.OUT, 0)).isEqualTo(GuestSocket.Wait.READY);
      assertThat(poll.await(Readiness.IN, 0)).isEqualTo(GuestSocket.Wait.TIMEOUT);
      pair.getLast().write(ByteBuffer.wrap("x".getBytes(US_ASCII)));
      assertThat(soon(waiting(poll, Readiness.IN))).isEqualTo(GuestSocket.Wait.READY);
      assertThat(poll.await(Readiness.IN, 0)).isEqualTo(GuestSocket.Wait.READY);
    }
  }

  @Test
  void aWakeEndsTheWaitUnderWayOrTheNext() throws Exception {
    try (SocketPoll poll = sockets.pair().getFirst().poll()) {
      CompletableFuture<GuestSocket.Wait> waiting = waiting(poll, Readiness.IN);
      poll.wake();
      assertThat(soon(waiting)).isEqualTo(GuestSocket.Wait.READY);
      assertThat(poll.await(Readiness.IN, 0)).isEqualTo(GuestSocket.Wait.TIMEOUT);
    }
  }

  @Test
  void aSocketThatIsClosedEndsTheWaitEvenIfItHasAnotherNumber() throws Exception {
    GuestSocket socket = sockets.pair().getFirst();
    try (SocketPoll poll = socket.poll()) {
      CompletableFuture<GuestSocket.Wait> waiting = waiting(poll, Readiness.IN);
      int other = sockets.duplicate(socket.descriptor());
      sockets.close(socket.descriptor());
      assertThat(waiting).isNotDone();
      sockets.close(other);
      assertThat(soon(waiting)).isEqualTo(GuestSocket.Wait.READY);
      assertThat(socket.isOpen()).isFalse();
    }
  }

  @Test
  void closingItEndsTheWaitAndLeavesTheSocket() throws Exception {
    GuestSocket socket = sockets.pair().getFirst();
    SocketPoll poll = socket.poll();
    CompletableFuture<GuestSocket.Wait> waiting = waiting(poll, Readiness.IN);
    poll.close();
    assertThatThrownBy(() -> soon(waiting))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(GuestSocketException.class);
    assertThat(socket.isOpen()).isTrue();
  }
}
