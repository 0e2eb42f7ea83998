package org.jexpy.sandbox.callgraph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The edges of a {@link WaitForGraph}, and the question whether a piece of work can go on. Not safe
 * for use by many threads: the graph's lock guards it. It knows nothing of threads, so that tests
 * can walk through millions of states.
 */
final class Waits {
  private Waits() {}

  /** Put a piece of work into a slot of its lane. */
  static void begin(Activity activity) {
    Activity outer = activity.outer();
    Lane lane = activity.lane();
    if (outer != null && outer.lane().graph() == lane.graph()) {
      outer.inner = activity;
      if (outer.lane() == lane) {
        // A loop inside of a loop: the slot is held by what runs now.
        lane.active.remove(outer);
      }
    }
    lane.active.add(activity);
  }

  /** Free the slot. */
  static void end(Activity activity) {
    Activity outer = activity.outer();
    Lane lane = activity.lane();
    activity.ended = true;
    lane.active.remove(activity);
    if (outer != null && outer.lane().graph() == lane.graph()) {
      outer.inner = null;
      if (outer.lane() == lane) {
        lane.active.add(outer);
      }
    }
  }

  /**
   * Let the caller wait for its call.
   *
   * @throws DeadlockDetectedException if it must not wait, or could never go on; it does not wait
   *     then
   */
  static void begin(SyncCall call) {
    Activity caller = call.caller();
    Lane lane = caller.lane();
    if (caller.waitsFor != null) {
      throw new IllegalStateException(
          "%s already waits for %s; one thread makes one synchronous call at a time"
              .formatted(lane, caller.waitsFor.target()));
    }
    if (!lane.kind().mayWait()) {
      throw DeadlockDetectedException.mustNotWait(call.chain(), lane, call.target());
    }
    caller.waitsFor = call;
    List<CallSite> stuck = stuckCalls(caller);
    if (!stuck.isEmpty()) {
      caller.waitsFor = null;
      throw DeadlockDetectedException.cycle(call.chain(), call.target(), stuck);
    }
  }

  /** Note who does what was called for; returns whether somebody still waits. */
  static boolean serve(SyncCall call, Activity activity) {
    if (call.closed) {
      return false;
    }
    call.servedBy = activity;
    activity.carry(call.chain());
    return true;
  }

  /** Let the caller go on; returns whether it still waited. */
  static boolean end(SyncCall call) {
    if (call.closed) {
      return false;
    }
    call.closed = true;
    call.caller().waitsFor = null;
    return true;
  }

  /**
   * Walk from a piece of work to everything that could let it go on.
   *
   * @return the sites of all calls that wait for each other, the start's own first; empty if the
   *     work can go on
   */
  private static List<CallSite> stuckCalls(Activity start) {
    Set<Activity> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Activity> toVisit = new ArrayDeque<>();
    List<CallSite> waiting = new ArrayList<>();
    toVisit.add(start);
    seen.add(start);
    while (!toVisit.isEmpty()) {
      Activity activity = toVisit.remove();
      List<Activity> needed = List.of();
      if (activity.inner != null) {
        needed = List.of(activity.inner);
      } else if (!activity.ended && activity.waitsFor != null) {
        SyncCall call = activity.waitsFor;
        waiting.add(call.site());
        if (call.servedBy != null) {
          needed = List.of(call.servedBy);
        } else if (!call.target().hasFreeSlot()) {
          needed = call.target().active;
        }
      }
      if (needed.isEmpty()) {
        return List.of();
      }
      for (Activity other : needed) {
        if (seen.add(other)) {
          toVisit.add(other);
        }
      }
    }
    return waiting;
  }
}
