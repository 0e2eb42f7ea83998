package org.jexpy.bindings.xenstore.core.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jexpy.bindings.xenstore.core.store.Caller;
import org.jexpy.bindings.xenstore.core.store.Store;

/** The connections, and which of them have something to be sent. */
final class Sessions {
  private static final System.Logger LOG = System.getLogger("org.jexpy.xenstore");

  private final WatchTree watches;
  private final Store store;
  private final Set<Session> open = new LinkedHashSet<>();
  private final Backlog backlog;
  private final Set<Session> filled = new LinkedHashSet<>();

  /** Those whose answers wait, for the disk or for their client. */
  private final Set<Session> held = new LinkedHashSet<>();

  Sessions(WatchTree watches, Store store, Backlog backlog) {
    this.watches = watches;
    this.store = store;
    this.backlog = backlog;
  }

  Session open(Caller caller, Transport transport) {
    Session session = new Session(caller, transport, store, backlog, filled::add);
    open.add(session);
    return session;
  }

  /** What there is now. */
  ServerSnapshot snapshot() {
    return new ServerSnapshot(
        store.state(),
        open.size(),
        open.stream().mapToInt(one -> one.watches().size()).sum(),
        open.stream().mapToInt(Session::openTransactions).sum());
  }

  /** Drop what a session has. */
  void reset(Session session) {
    session.watches().values().forEach(watches::remove);
    session.watches().clear();
    session.dropTransactions();
  }

  void close(Session session) {
    reset(session);
    session.closed();
    open.remove(session);
    filled.remove(session);
    held.remove(session);
  }

  /** Hang up. */
  void drop(Session session, String why) {
    session.transport().close(why);
    close(session);
  }

  /** Send what has gathered, one write for each connection. */
  void flush() {
    while (!filled.isEmpty()) {
      List<Session> now = new ArrayList<>(filled);
      filled.clear();
      for (Session session : now) {
        flush(session);
      }
      while (backlog.isTooMuch() && !held.isEmpty()) {
        giveUp(Collections.max(held, Comparator.comparingLong(one -> one.outbox().cost())));
      }
    }
  }

  /** More is safe on the disk than before, or it is known that what waits never will be. */
  void durable() {
    boolean undone = store.undoWhatIsLost();
    List<Session> waited = List.copyOf(held);
    held.clear();
    for (Session session : waited) {
      session.transport().goOn();
      if (undone && session.isOpen() && session.outbox().showsWhatIsLost()) {
        // It was to be told of what has not happened now.
        drop(session, "the store could not be written");
      } else {
        flush(session);
      }
    }
    flush();
  }

  private void flush(Session session) {
    if (!session.isOpen()) {
      return;
    }
    session.transport().flush();
    // Whatever waits: what it waits for may be there just now, or be another thing next.
    if (session.outbox().isEmpty()) {
      held.remove(session);
    } else {
      held.add(session);
    }
    if (session.outbox().cost() > Outbox.MAX_COST) {
      giveUp(session);
    }
  }

  private void giveUp(Session session) {
    LOG.log(
        System.Logger.Level.WARNING,
        "a client of domain {0} is disconnected: {1} bytes wait for it, and it does not read",
        session.caller().domain(),
        session.outbox().bytes());
    drop(session, "it does not read");
  }
}
