package org.jexpy.sandbox.net;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A poll set on one NIO selector.
 *
 * <p>A removed socket keeps its selection key without interest, so that a program that selects the
 * same sockets again and again pays no system call for coming and going. NIO frees a closed
 * channel's descriptor only when each selector that knew it has selected once more; {@link #closed}
 * sees to that.
 */
final class SelectorPollSet implements PollSet {

  /** How long a wait on the Runner lasts before guest code looks for signals again. */
  private static final long SIGNAL_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final SocketTable table;
  private final Selector selector;

  /**
   * Whether a closed socket is reported instead of silently dropped: a {@code select} call must not
   * sleep on.
   */
  private final boolean reportsClosed;

  private final Map<Integer, Interest> interests = new ConcurrentHashMap<>();
  private final Map<AbstractGuestSocket, Member> members = new ConcurrentHashMap<>();
  private final Set<Member> standing = ConcurrentHashMap.newKeySet();
  private final ReentrantLock turn = new ReentrantLock();
  private final AtomicBoolean stale = new AtomicBoolean();

  /** Whether the wait under way, or else the next, shall end although nothing is ready. */
  private volatile boolean woken;

  private final List<SelectionKey> selected = new ArrayList<>();

  SelectorPollSet(SocketTable table, boolean reportsClosed) throws GuestSocketException {
    this.table = table;
    this.reportsClosed = reportsClosed;
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw GuestSocketException.of(e);
    }
  }

  private record Interest(int descriptor, Member member, int events) {}

  /** A socket in this set, with one interest for each descriptor it is known by. */
  private final class Member {
    final AbstractGuestSocket socket;
    private volatile List<Interest> wanted = List.of();
    private @Nullable SelectionKey key;

    Member(AbstractGuestSocket socket) {
      this.socket = socket;
    }

    synchronized void want(int descriptor, int events, boolean remove) throws GuestSocketException {
      List<Interest> next = new ArrayList<>(wanted);
      next.removeIf(interest -> interest.descriptor == descriptor);
      if (remove) {
        interests.remove(descriptor);
      } else {
        Interest interest = new Interest(descriptor, this, events);
        next.add(interest);
        interests.put(descriptor, interest);
      }
      wanted = List.copyOf(next);
      apply();
    }

    /**
     * Bring the selection key in line with what is wanted and with the socket's present channel.
     */
    synchronized void apply() throws GuestSocketException {
      int events = 0;
      for (Interest interest : wanted) {
        events |= interest.events;
      }
      if (wanted.isEmpty() || (socket.isOpen() && (socket.standing() == 0))) {
        standing.remove(this);
      } else {
        standing.add(this);
      }
      int operations = socket.operations(events);
      try {
        SelectionKey now = key;
        if (now == null || !now.isValid() || !now.channel().equals(socket.channel())) {
          if (operations == 0) {
            return;
          }
          now = socket.channel().register(selector, operations, this);
          key = now;
        } else if (now.interestOps() != operations) {
          now.interestOps(operations);
        } else {
          return;
        }
      } catch (CancelledKeyException e) {
        return; // closed at this moment: closed() follows
      } catch (IOException | ClosedSelectorException e) {
        if (socket.isOpen()) {
          throw GuestSocketException.of(e);
        }
        return;
      }
      if (turn.isLocked() && !turn.isHeldByCurrentThread()) {
        selector.wakeup();
      }
    }
  }

  @Override
  public void put(int descriptor, GuestSocket socket, int events) throws GuestSocketException {
    AbstractGuestSocket own = (AbstractGuestSocket) socket;
    Interest before = interests.get(descriptor);
    if (before != null && before.member.socket != own) {
      remove(descriptor);
    }
    Member member = members.get(own);
    if (member == null) {
      member = members.computeIfAbsent(own, Member::new);
      own.joined(this);
    }
    member.want(descriptor, events, false);
    if (!own.isOpen()) {
      closed(own);
    }
  }

  @Override
  public boolean remove(int descriptor) {
    Interest interest = interests.get(descriptor);
    if (interest == null) {
      return false;
    }
    try {
      interest.member.want(descriptor, 0, true);
    } catch (GuestSocketException e) {
      // the selector refused a change for a socket that is about to be forgotten anyway
    }
    return true;
  }

  @Override
  public boolean contains(int descriptor) {
    return interests.containsKey(descriptor);
  }

  /** The socket's channel or state has changed. */
  void refresh(AbstractGuestSocket socket) {
    Member member = members.get(socket);
    if (member == null) {
      return;
    }
    try {
      member.apply();
    } catch (GuestSocketException e) {
      standing.add(member); // let the waiting thread find out by trying
    }
    if (!member.wanted.isEmpty() && standing.contains(member) && !turn.isHeldByCurrentThread()) {
      selector.wakeup();
    }
  }

  /** The socket has been closed: free its descriptor, and let nobody sleep on it. */
  void closed(AbstractGuestSocket socket) {
    Member member = members.remove(socket);
    if (member != null) {
      socket.left(this);
      if (reportsClosed && !member.wanted.isEmpty()) {
        standing.add(member);
      } else {
        standing.remove(member);
        member.wanted.forEach(interest -> interests.remove(interest.descriptor, interest));
      }
    }
    flush();
  }

  /**
   * Have the selector let go of closed channels, now or as soon as the thread that selects has
   * woken.
   */
  void flush() {
    stale.set(true);
    if (turn.isHeldByCurrentThread()) {
      return;
    }
    selector.wakeup();
    while (stale.get() && turn.tryLock()) {
      release();
    }
  }

  private void release() {
    try {
      if (stale.getAndSet(false) && selector.isOpen()) {
        selector.selectNow(key -> {});
      }
    } catch (IOException | ClosedSelectorException e) {
      // a closed selector holds no channel any more
    } finally {
      turn.unlock();
    }
  }

  @Override
  public GuestSocket.Wait await(long nanos, Sink sink) throws GuestSocketException {
    long limit =
        table.onRunner() && (nanos < 0 || nanos > SIGNAL_CHECK_NANOS) ? SIGNAL_CHECK_NANOS : nanos;
    long deadline = System.nanoTime() + limit;
    try {
      if (!turn.tryLock()) {
        boolean mine = limit < 0 ? lockUninterrupted() : turn.tryLock(limit, TimeUnit.NANOSECONDS);
        if (!mine) {
          return limit == nanos ? GuestSocket.Wait.TIMEOUT : GuestSocket.Wait.INTERRUPTED;
        }
      }
    } catch (InterruptedException e) {
      return GuestSocket.Wait.INTERRUPTED;
    }
    try {
      long remaining = limit;
      while (true) {
        if (select(remaining, sink)) {
          return GuestSocket.Wait.READY;
        }
        if (Thread.interrupted()) {
          return GuestSocket.Wait.INTERRUPTED;
        }
        if (woken) {
          woken = false;
          return GuestSocket.Wait.READY;
        }
        if (!selector.isOpen()) {
          throw new GuestSocketException(Errno.EBADF);
        }
        if (limit >= 0) {
          remaining = deadline - System.nanoTime();
          if (remaining <= 0) {
            return limit == nanos ? GuestSocket.Wait.TIMEOUT : GuestSocket.Wait.INTERRUPTED;
          }
        }
      }
    } catch (IOException | ClosedSelectorException e) {
      throw GuestSocketException.of(e);
    } finally {
      release();
      while (stale.get()
          && turn.tryLock()) { // somebody closed a socket between our flush and our unlock
        release();
      }
    }
  }

  /** End the wait under way, or else the next, with nothing to report. */
  void wakeup() {
    woken = true;
    selector.wakeup();
  }

  private boolean lockUninterrupted() throws InterruptedException {
    turn.lockInterruptibly();
    return true;
  }

  /** Select once and report; true if anything was reported. */
  private boolean select(long nanos, Sink sink) throws IOException {
    if (!standing.isEmpty()) {
      return selectWithStanding(sink) || selectKeys(nanos, sink);
    }
    return selectKeys(nanos, sink) || reportStanding(sink);
  }

  /**
   * Some members are ready by themselves: look at the others too, and report each descriptor once.
   */
  private boolean selectWithStanding(Sink sink) throws IOException {
    Map<Integer, Integer> merged = new LinkedHashMap<>();
    Sink merging = (descriptor, events) -> merged.merge(descriptor, events, (a, b) -> a | b);
    if (reportStanding(merging)) {
      selectKeys(0, merging);
    }
    merged.forEach(sink::ready);
    return !merged.isEmpty();
  }

  private boolean selectKeys(long nanos, Sink sink) throws IOException {
    selected.clear();
    boolean any = false;
    if (nanos == 0) {
      selector.selectNow(selected::add);
    } else if (nanos < 0) {
      selector.select(selected::add);
    } else {
      selector.select(selected::add, Math.max(1, (nanos + 999_999) / 1_000_000));
    }
    for (SelectionKey key : selected) {
      any |= report(key, sink);
    }
    return any;
  }

  private boolean report(SelectionKey key, Sink sink) {
    Member member = (Member) key.attachment();
    int ready;
    try {
      ready = member.socket.ready(key.readyOps());
    } catch (CancelledKeyException e) {
      return false;
    }
    boolean any = false;
    for (Interest interest : member.wanted) {
      int events = ready & (interest.events | Readiness.ERR | Readiness.HUP);
      if (events != 0 && interest.events != 0) {
        sink.ready(interest.descriptor, events);
        any = true;
      }
    }
    return any;
  }

  private boolean reportStanding(Sink sink) {
    boolean any = false;
    for (Member member : standing) {
      int ready = member.socket.isOpen() ? member.socket.standing() : Readiness.NVAL;
      for (Interest interest : member.wanted) {
        int events = ready & (interest.events | Readiness.ERR | Readiness.HUP | Readiness.NVAL);
        if (events != 0) {
          sink.ready(interest.descriptor, events);
          any = true;
        }
      }
    }
    return any;
  }

  /** Forget who is a member, but keep the keys: the set waits for its next borrower. */
  void reset() {
    for (Integer descriptor : List.copyOf(interests.keySet())) {
      remove(descriptor);
    }
    standing.clear();
    interests.clear();
  }

  @Override
  public void close() {
    for (AbstractGuestSocket socket : List.copyOf(members.keySet())) {
      members.remove(socket);
      socket.left(this);
    }
    interests.clear();
    standing.clear();
    try {
      selector.close();
    } catch (IOException e) {
      // closing a selector only wakes it and frees descriptors
    }
    table.forget(this);
  }
}
