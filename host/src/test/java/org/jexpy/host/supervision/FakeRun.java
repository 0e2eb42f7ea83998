package org.jexpy.host.supervision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A run of which somebody else says what it uses, and which remembers when it had to stand still.
 */
class FakeRun implements Instance {
  final Map<Long, Usage> counters = new HashMap<>();
  final List<Duration> holds = new ArrayList<>();
  final List<Set<Long>> heldParts = new ArrayList<>();
  int letGo;

  /** A part of it has used so much since it began. */
  void used(long part, Duration cpu) {
    counters.put(part, new Usage(cpu.toNanos(), 0));
  }

  @Override
  public void start() {}

  @Override
  public void stop(boolean forceful) {}

  @Override
  public List<String> resources() {
    return List.of();
  }

  @Override
  public Map<Long, Usage> counters() {
    return Map.copyOf(counters);
  }

  @Override
  public void hold(Set<Long> parts, Duration time) {
    heldParts.add(parts);
    holds.add(time);
  }

  @Override
  public void letGo() {
    letGo++;
  }
}
