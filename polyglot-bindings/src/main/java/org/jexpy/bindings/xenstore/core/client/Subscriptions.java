package org.jexpy.bindings.xenstore.core.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who gets events. Their tokens are all that tells: each queue that has a watch of an event's token
 * gets it once, however many of its watches have that token.
 */
final class Subscriptions {
  private final Map<String, Map<EventQueue, Integer>> byToken = new HashMap<>();

  synchronized void add(String token, EventQueue queue) {
    byToken.computeIfAbsent(token, key -> new HashMap<>()).merge(queue, 1, Integer::sum);
  }

  synchronized void remove(String token, EventQueue queue) {
    Map<EventQueue, Integer> queues = byToken.getOrDefault(token, Map.of());
    if (!queues.isEmpty()) {
      queues.computeIfPresent(queue, (key, count) -> count == 1 ? null : count - 1);
      if (queues.isEmpty()) {
        byToken.remove(token);
      }
    }
  }

  synchronized List<EventQueue> of(String token) {
    return new ArrayList<>(byToken.getOrDefault(token, Map.of()).keySet());
  }

  synchronized List<EventQueue> all() {
    Stream<EventQueue> queues = byToken.values().stream().flatMap(each -> each.keySet().stream());
    return queues.distinct().toList();
  }
}
