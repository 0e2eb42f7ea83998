package org.jexpy.bindings.xenstore.core.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jexpy.bindings.xenstore.core.wire.FrameReader;
import org.jexpy.bindings.xenstore.core.wire.MalformedPacketException;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a link by the threads that wait: one of them leads, which is to read and to hand out what
 * comes for the others too, until its own is there; then the one that has waited longest takes
 * over. A lone caller thus needs no second thread.
 */
final class LeadingReader {
  /** Where packets go, on the thread that leads. */
  interface Sink {
    /** A packet has come. */
    void accept(Packet packet) throws IOException;

    /** The end, or what was wrong; from then on, all that anybody waits for has arrived. */
    void lost(String reason, @Nullable Exception cause);
  }

  /** How a wait ended. */
  enum Wait {
    ARRIVED,
    TIMEOUT,
    INTERRUPTED
  }

  /** How often is read by who does not wait: somebody may send for ever. */
  private static final int MOST_READS = 64;

  private final Link link;
  private final Outgoing outgoing;
  private final Sink sink;
  private final FrameReader frames = new FrameReader();
  private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);

  // All below is guarded by this lock; frames and buffer belong to whoever leads.
  private final Object lock = new Object();
  private final Deque<Waiter> followers = new ArrayDeque<>();
  private volatile @Nullable Thread leader;

  LeadingReader(Link link, Outgoing outgoing, Sink sink) {
    this.link = link;
    this.outgoing = outgoing;
    this.sink = sink;
  }

  /**
   * Wait for something to arrive. Whoever makes it arrive unparks the thread.
   *
   * @param arrived whether it has; asked again and again, and true at the latest after a loss
   * @param limit until when
   */
  Wait await(BooleanSupplier arrived, Limit limit) {
    if (arrived.getAsBoolean()) {
      return Wait.ARRIVED;
    }
    Waiter self = new Waiter(Thread.currentThread(), arrived);
    boolean leads = joinOrLead(self);
    boolean followed = !leads;
    try {
      while (true) {
        if (leads) {
          return lead(self, limit, followed);
        }
        @Nullable Wait end = follow(self, limit);
        if (end != null) {
          return end;
        }
        leads = takeOver(self);
      }
    } finally {
      leave(self, leads);
    }
  }

  private boolean joinOrLead(Waiter self) {
    synchronized (lock) {
      if (leader != null) {
        followers.add(self);
        return false;
      }
      leader = self.thread();
      return true;
    }
  }

  private boolean takeOver(Waiter self) {
    synchronized (lock) {
      if (leader != null) {
        return false;
      }
      leader = self.thread();
      followers.remove(self);
      return true;
    }
  }

  private void leave(Waiter self, boolean leads) {
    Waiter next;
    synchronized (lock) {
      if (leads) {
        leader = null;
      } else {
        followers.remove(self);
      }
      next = leader == null ? firstInNeed() : null;
    }
    if (next != null) {
      LockSupport.unpark(next.thread());
    }
  }

  /** Who has got something is awake, and on its way out. */
  private @Nullable Waiter firstInNeed() {
    for (Waiter each : followers) {
      if (!each.arrived().getAsBoolean()) {
        return each;
      }
    }
    return null;
  }

  /** Wait while another leads; null if that may have changed. */
  private @Nullable Wait follow(Waiter self, Limit limit) {
    if (self.arrived().getAsBoolean()) {
      return Wait.ARRIVED;
    }
    if (limit.isOver()) {
      return Wait.TIMEOUT;
    }
    if (leader == null) {
      return null;
    }
    long left = limit.left();
    if (left < 0) {
      LockSupport.park(this);
    } else {
      LockSupport.parkNanos(this, left);
    }
    return Thread.interrupted() ? Wait.INTERRUPTED : null;
  }

  /**
   * Have a thread look again whether what it waits for has arrived. What that is has to be told
   * before: one that is about to wait looks once more after it has said so.
   */
  void wake(Thread thread) {
    if (!thread.equals(leader)) {
      LockSupport.unpark(thread);
    } else if (!thread.equals(Thread.currentThread())) {
      link.wake();
    }
  }

  /** Have whoever leads look again at what is unsent; nothing happens if nobody does. */
  void wakeLeader() {
    Thread thread = leader;
    if (thread != null) {
      wake(thread);
    }
  }

  /** The same for all that wait. */
  void wakeAll() {
    List<Waiter> all;
    synchronized (lock) {
      all = List.copyOf(followers);
    }
    all.forEach(each -> wake(each.thread()));
    wakeLeader();
  }

  /** Where others have led something is likely to be there already: it is looked for at once. */
  private Wait lead(Waiter self, Limit limit, boolean likely) {
    try {
      if (likely && !self.arrived().getAsBoolean()) {
        read();
      }
      while (!self.arrived().getAsBoolean()) {
        if (!flush()) {
          return Wait.ARRIVED;
        }
        int events = outgoing.hasUnsent() ? Link.IN | Link.OUT : Link.IN;
        switch (link.await(events, limit.left())) {
          case READY -> read();
          case TIMEOUT -> {}
          case INTERRUPTED -> {
            return Wait.INTERRUPTED;
          }
        }
        // Also while something comes all the time that is for others.
        if (limit.isOver()) {
          return self.arrived().getAsBoolean() ? Wait.ARRIVED : Wait.TIMEOUT;
        }
        if (Thread.interrupted()) {
          return Wait.INTERRUPTED;
        }
      }
      return Wait.ARRIVED;
    } catch (IOException e) {
      sink.lost(ioReason("reading from", e), e);
      return Wait.ARRIVED;
    }
  }

  /** Write what there is room for; false if that was the end, after which nothing is to be read. */
  private boolean flush() throws MalformedPacketException {
    try {
      outgoing.flush();
      return true;
    } catch (IOException e) {
      endWith(e);
      return false;
    }
  }

  /** Nobody takes what is written any more; what he has said before is handed out all the same. */
  @SuppressWarnings("EmptyCatch") // what writing has failed with says more
  private void endWith(IOException failure) throws MalformedPacketException {
    try {
      readSome();
    } catch (MalformedPacketException e) {
      throw e;
    } catch (IOException e) {
      // see above
    }
    sink.lost(ioReason("writing to", failure), failure);
  }

  /** Have what was said before handed out, by whoever leads, and then the loss told. */
  void endOfWriting() {
    drain();
    wakeLeader();
  }

  /** Read what is there, but not for ever. */
  private void readSome() throws IOException {
    int reads = 0;
    while (reads < MOST_READS && read()) {
      reads++;
    }
  }

  /** Hand out what has come, without waiting for more. If another thread leads, it does so. */
  void drain() {
    Thread self = Thread.currentThread();
    synchronized (lock) {
      if (leader != null) {
        return;
      }
      leader = self;
    }
    try {
      if (flush()) {
        readSome();
      }
    } catch (IOException e) {
      sink.lost(ioReason("reading from", e), e);
    } finally {
      leave(new Waiter(self, () -> true), true);
    }
  }

  /** Whether it is worth while to ask for more at once. */
  private boolean read() throws IOException {
    buffer.clear();
    int count = link.read(buffer);
    if (count < 0) {
      String cut = frames.pending() > 0 ? " in the midst of a packet" : "";
      sink.lost(
          "error while reading from '%s': closed by the server%s".formatted(link.name(), cut),
          null);
      return false;
    }
    frames.feed(buffer.flip());
    for (Packet packet = frames.next(); packet != null; packet = frames.next()) {
      sink.accept(packet);
    }
    return count > 0;
  }

  private String ioReason(String doing, IOException failure) {
    return "error while %s '%s': %s"
        .formatted(
            doing, link.name(), failure.getMessage() == null ? failure : failure.getMessage());
  }
}
