package org.jexpy.bindings.xenstore.core.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.locks.ReentrantLock;
import org.jexpy.bindings.xenstore.core.wire.FrameWriter;
import org.jexpy.bindings.xenstore.core.wire.Packet;

/**
 * What is to be written. A sender writes as much as there is room for and goes on to wait for its
 * reply; the rest leaves while somebody waits. So nobody blocks in the midst of a packet, where an
 * interrupt could cut it.
 */
final class Outgoing {
  private static final int ROOM = 8 * 1024;

  private final Link link;
  private final ReentrantLock lock = new ReentrantLock();

  /** Between position and limit: what is not written yet. */
  private ByteBuffer held = empty(ROOM);

  private volatile boolean unsent;

  Outgoing(Link link) {
    this.link = link;
  }

  private static ByteBuffer empty(int capacity) {
    return ByteBuffer.allocateDirect(capacity).order(ByteOrder.nativeOrder()).flip();
  }

  void send(Packet packet) throws IOException {
    lock.lock();
    try {
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
    while (held.hasRemaining() && link.write(held) > 0) {
      // as long as there is room
    }
    unsent = held.hasRemaining();
  }

  /** Write what there is room for now, unless somebody else is about to. */
  void flush() throws IOException {
    if (unsent && lock.tryLock()) {
      try {
        writeOut();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Whether something waits for room. */
  boolean hasUnsent() {
    return unsent;
  }
}
