package org.jexpy.bindings.xenstore.core.store;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A transaction: sees the tree as it was at its start, and its own changes. It conflicts if
 * anything that it looked at or changed, absence and lists of children among it, was changed by
 * others since.
 */
public final class StoreTransaction extends Draft {
  /** By path: whether the node itself was looked at, or it and all below. */
  private final Map<String, Extent> touched = new HashMap<>();

  private enum Extent {
    NODE,
    SUBTREE
  }

  /**
   * A transaction that begins.
   *
   * @param base what it sees
   */
  public StoreTransaction(StoreState base) {
    super(base);
  }

  @Override
  public boolean isFull(Quotas quotas) {
    return touched.size() >= quotas.transactionNodes();
  }

  @Override
  void touch(String path) {
    touched.putIfAbsent(path, Extent.NODE);
  }

  @Override
  void touchAll(String path) {
    touched.put(path, Extent.SUBTREE);
  }

  /** Whether others changed something of what it saw. */
  boolean conflictsWith(StoreState current) {
    for (Map.Entry<String, Extent> entry : touched.entrySet()) {
      @Nullable Node then = base().find(entry.getKey());
      @Nullable Node now = current.find(entry.getKey());
      if (then != now && (entry.getValue() == Extent.SUBTREE || differs(then, now))) {
        return true;
      }
    }
    return false;
  }

  private static boolean differs(@Nullable Node then, @Nullable Node now) {
    return then == null || now == null || then.generation() != now.generation();
  }

  /** What its edits make of a state with which it does not conflict. */
  StoreState replayedOn(StoreState current) {
    StoreState state = current;
    for (Edit edit : edits()) {
      state = state.apply(edit);
    }
    return state;
  }
}
