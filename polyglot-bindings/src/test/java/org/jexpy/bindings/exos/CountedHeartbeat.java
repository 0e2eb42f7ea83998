package org.jexpy.bindings.exos;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jexpy.bindings.exos.core.Heartbeat;
import org.jexpy.bindings.exos.core.StandaloneHeartbeat;
import org.jexpy.bindings.service.CallContext;

/** A watch that tells whom it watches, how often he should beat and how often he has. */
final class CountedHeartbeat implements Heartbeat {
  private final StandaloneHeartbeat checks = new StandaloneHeartbeat();
  private final Map<Long, Watched> watched = new ConcurrentSkipListMap<>();

  private record Watched(String thread, Duration period, AtomicInteger beats) {}

  @Override
  public long register(CallContext call, String thread, Duration period) {
    long id = checks.register(call, thread, period);
    watched.put(id, new Watched(thread, period, new AtomicInteger()));
    return id;
  }

  @Override
  public void keepalive(CallContext call, long id) {
    checks.keepalive(call, id);
    Watched one = watched.get(id);
    if (one != null) {
      one.beats().incrementAndGet();
    }
  }

  @Override
  public void deregister(CallContext call, long id) {
    checks.deregister(call, id);
    watched.remove(id);
  }

  /** A line for each watched thread: name, period, beats. */
  String report() {
    StringBuilder report = new StringBuilder();
    watched
        .values()
        .forEach(
            one ->
                report.append(
                    "%s %s %d\n".formatted(one.thread(), one.period(), one.beats().get())));
    return report.toString();
  }
}
