package org.jexpy.sandbox.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.permission.PermissionSet;
import org.jexpy.sandbox.resource.OwnedResources;
import org.jexpy.sandbox.thread.Runner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random operations from several threads on shared sockets: only documented failures, nothing left,
 * no thread stuck.
 */
@Timeout(120)
class GuestSocketsFuzzTest {

  private static final int STEPS = 2_000;
  private static final long SHORT = TimeUnit.MICROSECONDS.toNanos(200);

  private final OwnedResources resources = new OwnedResources();
  private final GuestSockets sockets =
      GuestSockets.of(
          new GuestServices(
              "fuzz",
              AccessGate.of(PermissionSet.all()),
              resources,
              Runner.start("fuzz-runner", self -> 0),
              false));
  private final List<GuestSocket> shared = Collections.synchronizedList(new ArrayList<>());

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void randomOperationsOnlyFailAsDocumented(long seed) throws Exception {
    List<FutureTask<Integer>> tasks = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      Random random = new Random(seed * 31 + thread);
      FutureTask<Integer> task = new FutureTask<>(() -> play(random));
      tasks.add(task);
      Thread.ofPlatform().name("fuzz-" + thread).start(task);
    }
    for (FutureTask<Integer> task : tasks) {
      assertThat(task.get(100, TimeUnit.SECONDS)).as("seed %d", seed).isEqualTo(STEPS);
    }
    resources.close();
    assertThat(sockets.size()).isZero();
  }

  /** Any exception but {@link GuestSocketException} ends the task, and so the test. */
  private int play(Random random) throws Exception {
    int steps = 0;
    try (PollSet set = sockets.pollSet()) {
      while (steps < STEPS) {
        steps++;
        try {
          step(random, set);
        } catch (GuestSocketException e) {
          assertThat(e.errno()).as("%s", e.getCause()).isNotEqualTo(Errno.EIO);
        }
      }
    }
    return steps;
  }

  private void step(Random random, PollSet set) throws Exception {
    if (shared.size() < 6) {
      open(random);
      return;
    }
    GuestSocket socket = pick(random);
    ByteBuffer bytes = ByteBuffer.allocate(random.nextInt(200));
    switch (random.nextInt(20)) {
      case 0 -> open(random);
      case 1 -> {
        shared.remove(socket);
        socket.close();
      }
      case 2 -> socket.bind(new GuestAddress.Inet(InetAddress.getLoopbackAddress(), 0));
      case 3 -> socket.listen(random.nextInt(5) - 1);
      case 4 -> add(socket.accept());
      case 5, 6 -> socket.connect(pick(random).localAddress());
      case 7, 8 -> socket.read(bytes);
      case 9 -> socket.peek(bytes);
      case 10, 11 -> socket.write(bytes);
      case 12 -> socket.send(bytes, pick(random).localAddress());
      case 13 -> socket.receive(bytes, new GuestAddress[1]);
      case 14 -> socket.shutdown(random.nextBoolean(), random.nextBoolean());
      case 15 -> socket.await(random.nextInt(6), SHORT);
      case 16 -> set.put(random.nextInt(20), socket, random.nextInt(6));
      case 17 -> set.remove(random.nextInt(20));
      case 18 -> set.await(SHORT, (descriptor, events) -> {});
      default -> socket.takeError();
    }
  }

  private void open(Random random) throws GuestSocketException {
    switch (random.nextInt(3)) {
      case 0 -> sockets.pair().forEach(this::add);
      case 1 -> add(sockets.open(SocketFamily.INET, SocketKind.STREAM));
      default -> add(sockets.open(SocketFamily.INET, SocketKind.DATAGRAM));
    }
  }

  private void add(@Nullable GuestSocket socket) {
    if (socket != null) {
      shared.add(socket);
    }
  }

  private GuestSocket pick(Random random) {
    synchronized (shared) {
      return shared.isEmpty() ? fresh() : shared.get(random.nextInt(shared.size()));
    }
  }

  private GuestSocket fresh() {
    try {
      GuestSocket socket = sockets.open(SocketFamily.INET, SocketKind.STREAM);
      shared.add(socket);
      return socket;
    } catch (GuestSocketException e) {
      throw new IllegalStateException(e);
    }
  }
}
