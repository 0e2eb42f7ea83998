package org.jexpy.bindings.xenstore.core.server;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jspecify.annotations.Nullable;

/**
 * What one connection is still to be sent, in order: an event stands before the reply of the write
 * that made it. An event that equals one which still waits is dropped, as C xenstored does; so a
 * client that does not read costs no more than the events that differ.
 */
final class Outbox {
  /** How many bytes may wait; a client that reads so little is given up. */
  static final int MAX_BYTES = 8 << 20;

  private final Queue<Packet> frames = new ArrayDeque<>();
  private final Set<Packet> events = new HashSet<>();
  private final Runnable filled;
  private int bytes;

  /**
   * An empty one.
   *
   * @param filled told when something is put into it
   */
  Outbox(Runnable filled) {
    this.filled = filled;
  }

  /** Append a reply. */
  void reply(Packet reply) {
    append(reply);
  }

  /** Append an event, unless the client will see the same anyway. */
  void event(Packet event, boolean special) {
    if (special || events.add(event)) {
      append(event);
    }
  }

  private void append(Packet packet) {
    frames.add(packet);
    bytes += packet.size();
    filled.run();
  }

  /** Take what is to be sent next; null if there is nothing. */
  @Nullable Packet poll() {
    @Nullable Packet next = frames.poll();
    if (next != null) {
      bytes -= next.size();
      if (!events.isEmpty()) {
        events.remove(next);
      }
    }
    return next;
  }

  void clear() {
    frames.clear();
    events.clear();
    bytes = 0;
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  int bytes() {
    return bytes;
  }
}
