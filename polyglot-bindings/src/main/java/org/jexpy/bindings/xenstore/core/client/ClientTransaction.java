package org.jexpy.bindings.xenstore.core.client;

import org.jexpy.bindings.xenstore.core.wire.Errno;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Payload;

/**
 * A transaction: what is read in it belongs together, and what is written becomes visible at once
 * or not at all. One that is closed without {@link #commit} leaves nothing behind.
 */
public final class ClientTransaction extends NodeCalls implements AutoCloseable {
  private final XenStoreClient client;
  private final int id;
  private boolean open = true;

  ClientTransaction(XenStoreClient client, int id) {
    this.client = client;
    this.id = id;
  }

  /** Its number, never 0. */
  public int id() {
    return id;
  }

  @Override
  byte[] ask(Operation operation, byte[] payload) {
    return client.call(operation, id, payload, client.timeout());
  }

  /**
   * Make it all visible.
   *
   * @return whether that was done; if not, others have changed what it saw, nothing was written,
   *     and it may be tried again from the start
   */
  public boolean commit() {
    open = false;
    try {
      ask(Operation.TRANSACTION_END, Payload.of("T"));
      return true;
    } catch (RequestRefusedException e) {
      if (e.is(Errno.EAGAIN)) {
        return false;
      }
      throw e;
    }
  }

  /** Drop it, unless it was committed. */
  @Override
  public void close() {
    if (open) {
      open = false;
      ask(Operation.TRANSACTION_END, Payload.of("F"));
    }
  }
}
