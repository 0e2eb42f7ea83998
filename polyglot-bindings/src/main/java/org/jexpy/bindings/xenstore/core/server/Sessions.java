package org.jexpy.bindings.xenstore.core.server;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jexpy.bindings.xenstore.core.store.Caller;

/** The connections, and which of them have something to be sent. */
final class Sessions {
  private static final System.Logger LOG = System.getLogger("org.jexpy.xenstore");

  private final WatchTree watches;
  private final Set<Session> filled = new LinkedHashSet<>();

  Sessions(WatchTree watches) {
    this.watches = watches;
  }

  Session open(Caller caller, Transport transport) {
    return new Session(caller, transport, filled::add);
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
    filled.remove(session);
  }

  /** Send what has gathered, one write for each connection. */
  void flush() {
    while (!filled.isEmpty()) {
      List<Session> now = new ArrayList<>(filled);
      filled.clear();
      for (Session session : now) {
        flush(session);
      }
    }
  }

  private void flush(Session session) {
    if (!session.isOpen()) {
      return;
    }
    session.transport().flush();
    if (session.outbox().bytes() > Outbox.MAX_BYTES) {
      LOG.log(
          System.Logger.Level.WARNING,
          "a client of domain {0} is disconnected: {1} bytes wait for it, and it does not read",
          session.caller().domain(),
          session.outbox().bytes());
      session.transport().close("it does not read");
    }
  }
}
