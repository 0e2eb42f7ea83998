package org.jexpy.host.xenstore;

import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jexpy.bindings.xenstore.core.wire.FrameReader;
import org.jexpy.bindings.xenstore.core.wire.FrameWriter;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.host.loop.HostThreads;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a server whose answers are waited for one by one. It is read all the time, so
 * that a server never waits for it. For one thread.
 */
final class ReplayConnection implements Closeable {
  private final SocketChannel channel;
  private final Duration patience;
  private final Object arrival = new Object();
  private final Map<Integer, Deque<Packet>> replies = new HashMap<>(); // guarded by arrival
  private final List<Packet> events = new ArrayList<>(); // guarded by arrival
  private boolean ended; // guarded by arrival

  /** How often a reply, or an event, was waited for in vain. */
  private int repliesMissed;

  private int eventsMissed;

  private ReplayConnection(SocketChannel channel, Duration patience) {
    this.channel = channel;
    this.patience = patience;
  }

  /**
   * Connect.
   *
   * @param server the server's socket
   * @param number for the name of its thread
   * @param patience how long to wait for what should come
   * @throws IOException if nobody answers
   */
  static ReplayConnection open(Path server, int number, Duration patience) throws IOException {
    ReplayConnection made =
        new ReplayConnection(SocketChannel.open(UnixDomainSocketAddress.of(server)), patience);
    HostThreads.daemon("jexpy-replay-" + number, made::read).start();
    return made;
  }

  private void read() {
    FrameReader reader = new FrameReader(ByteOrder.nativeOrder(), TrafficLine.MAX_ANSWER);
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    try {
      while (channel.read(buffer) >= 0) {
        reader.feed(buffer.flip());
        buffer.clear();
        for (@Nullable Packet packet = reader.next(); packet != null; packet = reader.next()) {
          arrived(packet);
        }
      }
    } catch (IOException e) {
      // Nothing more can be understood: as if it had hung up.
    }
    synchronized (arrival) {
      ended = true;
      arrival.notifyAll();
    }
  }

  private void arrived(Packet packet) {
    synchronized (arrival) {
      if (packet.is(Operation.WATCH_EVENT)) {
        events.add(packet);
      } else {
        replies.computeIfAbsent(packet.requestId(), id -> new ArrayDeque<>()).add(packet);
      }
      arrival.notifyAll();
    }
  }

  /** Send bytes; whether that was possible. */
  boolean send(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        int _ = channel.write(bytes);
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Send a packet; whether that was possible. */
  boolean send(Packet packet) {
    return send(FrameWriter.encode(packet));
  }

  /** Say nothing more. */
  void finish() {
    try {
      channel.shutdownOutput();
    } catch (IOException e) {
      // The server has hung up.
    }
  }

  /** The next reply of a number; null if none comes. */
  @Nullable Packet reply(int requestId) throws InterruptedException {
    synchronized (arrival) {
      if (!await(() -> !waiting(requestId).isEmpty(), repliesMissed)) {
        repliesMissed++;
      }
      return waiting(requestId).poll();
    }
  }

  private Deque<Packet> waiting(int requestId) {
    return replies.getOrDefault(requestId, new ArrayDeque<>());
  }

  /** Wait until so many events have come in all. */
  void awaitEvents(int count) throws InterruptedException {
    synchronized (arrival) {
      if (!await(() -> events.size() >= count, eventsMissed)) {
        eventsMissed++;
      }
    }
  }

  /** Wait until the server has hung up; whether it has. */
  boolean awaitEnd() throws InterruptedException {
    synchronized (arrival) {
      return await(() -> ended, 0);
    }
  }

  /** All events that have come. */
  List<Packet> events() {
    synchronized (arrival) {
      return List.copyOf(events);
    }
  }

  /** Half as long with each time that it was in vain, or a server that is mute took hours. */
  private boolean await(BooleanSupplier there, int missed) throws InterruptedException {
    long end = System.nanoTime() + (patience.toNanos() >> Math.min(missed, Long.SIZE - 1));
    while (!there.getAsBoolean() && !ended) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      arrival.wait(Math.ceilDiv(left, 1_000_000));
    }
    return there.getAsBoolean();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
