package org.jexpy.sandbox.js;

import com.oracle.truffle.js.runtime.PromiseRejectionTracker;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Collects the promises that were rejected while nobody listened; the event loop asks for them
 * after each turn.
 */
final class RejectionTracker implements PromiseRejectionTracker {

  private final Map<JSDynamicObject, Object> unhandled = new LinkedHashMap<>();

  @Override
  public void promiseRejected(JSDynamicObject promise, Object reason) {
    unhandled.put(promise, reason);
  }

  @Override
  public void promiseRejectionHandled(JSDynamicObject promise) {
    unhandled.remove(promise);
  }

  @Override
  public void promiseRejectedAfterResolved(JSDynamicObject promise, Object reason) {
    // Later settlements of a settled promise have no effect.
  }

  @Override
  public void promiseResolvedAfterResolved(JSDynamicObject promise, Object value) {
    // See above.
  }

  boolean isEmpty() {
    return unhandled.isEmpty();
  }

  /** Removes and returns the oldest one. */
  Map.Entry<JSDynamicObject, Object> take() {
    Map.Entry<JSDynamicObject, Object> first = unhandled.entrySet().iterator().next();
    Map.Entry<JSDynamicObject, Object> copy = Map.entry(first.getKey(), first.getValue());
    unhandled.remove(first.getKey());
    return copy;
  }
}
