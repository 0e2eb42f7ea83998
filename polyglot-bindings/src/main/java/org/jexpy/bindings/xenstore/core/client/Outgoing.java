package org.jexpy.bindings.xenstore.core.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.locks.ReentrantLock;
import org.jexpy.bindings.xenstore.core.wire.FrameWriter;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written. A sender writes as much as there is room for and goes on to wait for its
 * reply; the rest leaves while somebody waits. So nobody blocks in the midst of a packet, where an
 * interrupt could cut it. The buffer is one of the heap, where it is nobody's loss but the maker's.
 * Once the link has failed to write, it holds nothing, and says so each time.
 */
final class Outgoing {
  /** How many bytes may be held before {@link #isFull}: {@value}. */
  static final int MOST_HELD = 1 << 20;

  private static final int ROOM = 8 * 1024;

  /**
   * How much is written at a time. The system writes from a buffer of its own, which each thread
   * keeps in the largest size that it ever needed.
   */
  private static final int MOST_AT_ONCE = 32 * 1024;

  private final Link link;
  private final Runnable onRoom;
  private final ReentrantLock lock = new ReentrantLock();

  /** Between position and limit: what is not written yet. */
  private ByteBuffer held = empty(ROOM);

  private volatile int unsent;
  private volatile @Nullable IOException broken;

  /**
   * Nothing yet.
   *
   * @param link where it goes
   * @param onRoom told each time that it is full no more
   */
  Outgoing(Link link, Runnable onRoom) {
    this.link = link;
    this.onRoom = onRoom;
  }

  private static ByteBuffer empty(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.nativeOrder()).flip();
  }

  void send(Packet packet) throws IOException {
    lock.lock();
    try {
      requireUsable();
      append(packet);
      writeOut();
    } finally {
      lock.unlock();
    }
  }

  private void append(Packet packet) {
    ByteBuffer target = held;
    if (!target.hasRemaining()) {
      target.clear().flip();
    }
    if (target.capacity() - target.limit() < packet.size()) {
      int needed = target.remaining() + packet.size();
      ByteBuffer larger = empty(Math.max(ROOM, 2 * needed));
      larger.clear().put(target).flip();
      target = larger;
      held = target;
    }
    int from = target.position();
    target.position(target.limit()).limit(target.capacity());
    FrameWriter.put(target, packet);
    target.flip().position(from);
  }

  private void writeOut() throws IOException {
    boolean full = isFull();
    int end = held.limit();
    try {
      int written;
      do {
        held.limit(Math.min(end, held.position() + MOST_AT_ONCE));
        written = link.write(held);
      } while (written > 0 && held.position() < end);
      held.limit(end);
    } catch (IOException e) {
      held = empty(0);
      broken = e;
    }
    unsent = held.remaining();
    if (unsent == 0 && held.capacity() > MOST_AT_ONCE) {
      held = empty(ROOM);
    }
    if (full && !isFull()) {
      onRoom.run();
    }
    requireUsable();
  }

  private void requireUsable() throws IOException {
    IOException failure = broken;
    if (failure != null) {
      throw failure;
    }
  }

  /** Write what there is room for now, unless somebody else is about to. */
  void flush() throws IOException {
    requireUsable();
    if (hasUnsent() && lock.tryLock()) {
      try {
        if (held.hasRemaining()) {
          writeOut();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /** Whether something waits for room. */
  boolean hasUnsent() {
    return unsent > 0;
  }

  /** Whether so much waits for room that whoever can wait should. */
  boolean isFull() {
    return unsent > MOST_HELD;
  }
}
