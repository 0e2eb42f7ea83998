package org.jexpy.bindings.xenstore.core.client;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jspecify.annotations.Nullable;

/**
 * The requests that have no reply yet, by id. One that nobody waits for any more stays until its
 * reply has come, so that its id is known, and is not given out again.
 */
final class PendingCalls {
  private final Map<Integer, PendingCall> calls = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();
  private volatile @Nullable LostLink lost;

  /**
   * Note a request.
   *
   * @param listener told when the call is done; null for nobody. Not told if this throws
   * @throws ConnectionLostException if no reply can come
   */
  PendingCall add(
      int type, int transactionId, byte[] payload, PendingCall.@Nullable Listener listener) {
    while (true) {
      int id = ids.incrementAndGet();
      PendingCall call = new PendingCall(new Packet(type, id, transactionId, payload), listener);
      // After four billion requests an old one may still be there.
      if (id == 0 || calls.putIfAbsent(id, call) != null) {
        continue;
      }
      LostLink loss = lost;
      if (loss != null && calls.remove(id) != null) {
        throw loss.notConnected();
      }
      return call;
    }
  }

  /** The call of an id; null if there is none, or no more. */
  @Nullable PendingCall find(int id) {
    return calls.get(id);
  }

  /** Hand a reply to its call, unless that has failed meanwhile. */
  void complete(Packet reply) {
    PendingCall call = calls.remove(reply.requestId());
    if (call != null) {
      call.complete(reply);
    }
  }

  /** Whether this was the first loss; all calls fail with it, also those to come. */
  boolean failAll(LostLink loss) {
    synchronized (this) {
      if (lost != null) {
        return false;
      }
      lost = loss;
    }
    // One that comes later finds the loss by itself.
    for (Integer id : List.copyOf(calls.keySet())) {
      PendingCall call = calls.remove(id);
      if (call != null) {
        call.complete(loss);
      }
    }
    return true;
  }

  @Nullable LostLink lost() {
    return lost;
  }

  /** Look at all calls that have no reply yet; others may come and go meanwhile. */
  void forEach(Consumer<PendingCall> action) {
    calls.values().forEach(action);
  }

  int size() {
    return calls.size();
  }
}
