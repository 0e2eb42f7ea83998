package org.jexpy.host.supervision;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jexpy.bindings.exos.core.Heartbeat;
import org.jexpy.bindings.exos.core.HeartbeatPeriod;
import org.jexpy.bindings.exos.core.UnknownHeartbeatException;
import org.jexpy.bindings.service.CallContext;
import org.jexpy.sandbox.resource.OwnedResources;
import org.jexpy.sandbox.resource.ResourceKind;
import org.jexpy.sandbox.thread.Watchdog;

/** Watches threads of one run of a process; the watches end with it. */
final class InstanceHeartbeat implements Heartbeat {
  private final String process;
  private final String run;
  private final Watchdog watchdog;
  private final OwnedResources resources;
  private final AtomicLong sequence = new AtomicLong();
  private final Map<Long, Watched> watched = new ConcurrentHashMap<>();

  private static final class Watched {
    final String thread;
    final Duration period;
    final Watchdog.Heartbeat pulse;
    final AutoCloseable handle;
    volatile long lastBeat = System.nanoTime();

    Watched(String thread, Duration period, Watchdog.Heartbeat pulse, AutoCloseable handle) {
      this.thread = thread;
      this.period = period;
      this.pulse = pulse;
      this.handle = handle;
    }
  }

  InstanceHeartbeat(String process, String run, Watchdog watchdog, OwnedResources resources) {
    this.process = process;
    this.run = run;
    this.watchdog = watchdog;
    this.resources = resources;
  }

  @Override
  public long register(CallContext call, String thread, Duration period) {
    Watchdog.Heartbeat pulse =
        watchdog.heartbeat(
            run, "thread " + thread, HeartbeatPeriod.require(period), Thread.currentThread());
    var handle = resources.register(ResourceKind.SUBSCRIPTION, "heartbeat " + thread, pulse);
    handle.unref();
    long id = sequence.incrementAndGet();
    watched.put(id, new Watched(thread, period, pulse, handle));
    return id;
  }

  @Override
  public void keepalive(CallContext call, long id) throws UnknownHeartbeatException {
    Watched one = watched.get(id);
    if (one == null) {
      throw new UnknownHeartbeatException("heartbeat %d is not registered".formatted(id));
    }
    one.lastBeat = System.nanoTime();
    one.pulse.beat();
  }

  @Override
  public void deregister(CallContext call, long id) {
    Watched one = watched.remove(id);
    if (one != null) {
      try {
        one.handle.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The threads that are watched, in the order in which they were registered. */
  List<HeartbeatInfo> watched() {
    long now = System.nanoTime();
    return watched.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .map(
            one ->
                new HeartbeatInfo(
                    process,
                    one.thread,
                    one.period,
                    Duration.ofNanos(Math.max(0, now - one.lastBeat))))
        .toList();
  }
}
