package org.jexpy.bindings.xenstore.core.client;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call that leaves something on the server, which is taken back if its caller gave up waiting:
 * once it is known that the call was granted, by whoever comes last, the reply or the caller.
 */
final class TakenBack implements PendingCall.Listener {
  private final Consumer<byte[]> undo;

  // Guarded by this object.
  private boolean abandoned;
  private @Nullable PendingCall done;

  /**
   * A call to be.
   *
   * @param undo gets what the reply carries; it must not wait
   */
  TakenBack(Consumer<byte[]> undo) {
    this.undo = undo;
  }

  @Override
  public void done(PendingCall call) {
    boolean late;
    synchronized (this) {
      done = call;
      late = abandoned;
    }
    if (late) {
      undo(call);
    }
  }

  /** Nobody waits any more. */
  void abandon() {
    PendingCall call;
    synchronized (this) {
      abandoned = true;
      call = done;
    }
    if (call != null) {
      undo(call);
    }
  }

  @SuppressWarnings("EmptyCatch") // the server has refused, or is gone: there is nothing to undo
  private void undo(PendingCall call) {
    try {
      undo.accept(call.payload());
    } catch (XenStoreException e) {
      // see above
    }
  }
}
