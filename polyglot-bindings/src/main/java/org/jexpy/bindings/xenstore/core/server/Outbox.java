package org.jexpy.bindings.xenstore.core.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jexpy.bindings.xenstore.core.store.Store;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jspecify.annotations.Nullable;

/**
 * What one connection is still to be sent, in order: an event stands before the reply of the write
 * that made it. An event that equals one which still waits is dropped, as C xenstored does; so a
 * client that does not read costs no more than the events that differ.
 */
final class Outbox {
  /** How many bytes of memory may wait; a client that reads so little is given up. */
  static final int MAX_COST = 8 << 20;

  /** What a packet that waits costs besides its bytes, about. */
  private static final int PER_PACKET = 200;

  private final Deque<Frame> frames = new ArrayDeque<>();
  private final Set<Packet> events = new HashSet<>();
  private final Store store;
  private final Backlog backlog;
  private final Runnable filled;
  private int bytes;

  /**
   * A packet that waits.
   *
   * @param shows the last change that it may show: it is not sent before that cannot be lost
   */
  private record Frame(Packet packet, long shows) {}

  /**
   * An empty one.
   *
   * @param store whose changes are shown
   * @param backlog what waits for everybody
   * @param filled told when something is put into it
   */
  Outbox(Store store, Backlog backlog, Runnable filled) {
    this.store = store;
    this.backlog = backlog;
    this.filled = filled;
  }

  /** Append a reply. What happens from now on, the client does not see by an event before it. */
  void reply(Packet reply) {
    if (!events.isEmpty()) {
      events.clear();
    }
    append(reply);
  }

  /** Append an event, unless the client will see the same anyway. */
  void event(Packet event, boolean special) {
    if (special || events.add(event)) {
      append(event);
    }
  }

  private void append(Packet packet) {
    frames.add(new Frame(packet, store.sequence()));
    bytes += packet.size();
    backlog.add(packet.size() + PER_PACKET);
    filled.run();
  }

  /** Whether something may be sent now. */
  boolean isReady() {
    @Nullable Frame next = frames.peek();
    return next != null && next.shows() <= store.durable();
  }

  /** Whether something waits that may not be sent now: the last shows the most. */
  boolean showsWhatIsLost() {
    @Nullable Frame last = frames.peekLast();
    return last != null && last.shows() > store.durable();
  }

  /** Take what is to be sent next; null if there is nothing that may be sent now. */
  @Nullable Packet poll() {
    @Nullable Packet next = isReady() ? frames.remove().packet() : null;
    if (next != null) {
      bytes -= next.size();
      backlog.add(-next.size() - PER_PACKET);
      if (!events.isEmpty()) {
        events.remove(next);
      }
    }
    return next;
  }

  void clear() {
    backlog.add(-cost());
    frames.clear();
    events.clear();
    bytes = 0;
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  /** How many bytes are to be sent. */
  int bytes() {
    return bytes;
  }

  /** How many bytes of memory they take, about. */
  long cost() {
    return bytes + (long) PER_PACKET * frames.size();
  }
}
