package org.jexpy.bindings.exos.core;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jexpy.bindings.service.CallContext;

/**
 * The watch over threads where nobody could restart the process: it checks what it is told, and
 * does nothing else. Safe for use by many threads.
 */
public final class StandaloneHeartbeat implements Heartbeat {
  private final AtomicLong last = new AtomicLong();
  private final Set<Long> registered = ConcurrentHashMap.newKeySet();

  /** A watch over nothing yet. */
  public StandaloneHeartbeat() {}

  @Override
  public long register(CallContext call, String thread, Duration period) {
    if (thread.isBlank()) {
      throw new InvalidHeartbeatException("thread: '' (expected: the name of a thread)");
    }
    HeartbeatPeriod.require(period);
    long id = last.incrementAndGet();
    registered.add(id);
    return id;
  }

  @Override
  public void keepalive(CallContext call, long id) {
    if (!registered.contains(id)) {
      throw new UnknownHeartbeatException("heartbeat %d is not registered".formatted(id));
    }
  }

  @Override
  public void deregister(CallContext call, long id) {
    registered.remove(id);
  }
}
