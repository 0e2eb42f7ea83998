package org.jexpy.bindings.xenstore.core.client;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Payload;

/** A watch that is set. */
public final class WatchSubscription implements AutoCloseable {
  private final XenStoreClient client;
  private final String path;
  private final String token;
  private final EventQueue queue;
  private final AtomicBoolean open = new AtomicBoolean(true);

  WatchSubscription(XenStoreClient client, String path, String token, EventQueue queue) {
    this.client = client;
    this.path = path;
    this.token = token;
    this.queue = queue;
  }

  /** What is watched. */
  public String path() {
    return path;
  }

  /** What its events carry. */
  public String token() {
    return token;
  }

  /**
   * Take it back. Events that have come stay in their queue, and none comes any more, even if this
   * fails. Closing twice, or after the connection is gone, does nothing.
   */
  @Override
  @SuppressWarnings("EmptyCatch") // with its connection it is gone, too
  public void close() {
    if (!open.compareAndSet(true, false)) {
      return;
    }
    try {
      client.call(Operation.UNWATCH, 0, Payload.of(path, token), client.timeout());
    } catch (ConnectionLostException e) {
      // see above
    } finally {
      client.connection().unsubscribe(token, queue);
    }
  }
}
