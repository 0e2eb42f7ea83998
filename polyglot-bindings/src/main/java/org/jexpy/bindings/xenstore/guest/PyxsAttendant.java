package org.jexpy.bindings.xenstore.guest;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jexpy.bindings.BindingsThreads;
import org.jexpy.bindings.xenstore.core.client.StoreConnection;

/**
 * Takes what comes over a connection while its script does something else: a server closes the
 * connection of who leaves too many events unread. It looks now and then, and only if nobody reads;
 * if it waited for events, it would read for all, and each reply would need a change of threads.
 */
final class PyxsAttendant {
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  private final StoreConnection connection;
  private final AtomicBoolean begun = new AtomicBoolean();

  PyxsAttendant(StoreConnection connection) {
    this.connection = connection;
  }

  /** Look from now on, until the connection has ended; once for all. */
  void begin() {
    if (begun.compareAndSet(false, true)) {
      BindingsThreads.daemon("jexpy-xenstore-events", this::run).start();
    }
  }

  private void run() {
    while (connection.isConnected()) {
      LockSupport.parkNanos(PAUSE);
    }
  }
}
