package org.jexpy.bindings.xenstore.core.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A transaction: sees the tree as it was at its start, and its own changes. It conflicts if
 * anything that it looked at or changed, absence and lists of children among it, was changed by
 * others since. What it keeps grows with the paths that it touches, not with its requests.
 */
public final class StoreTransaction extends Draft {
  /** By path: whether the node itself was looked at, or it and all below. */
  private final Map<String, Extent> touched = new HashMap<>();

  private final TransactionEdits edits = new TransactionEdits();

  /** The changed paths, sorted, so that those below another are together. */
  private final NavigableSet<String> told = new TreeSet<>();

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
  List<Edit> edits() {
    return edits.inOrder();
  }

  @Override
  void keep(Edit edit) {
    edits.add(edit);
  }

  @Override
  boolean touch(String path, Quotas quotas) {
    if (touched.size() >= quotas.transactionNodes()) {
      return touched.containsKey(path);
    }
    touched.putIfAbsent(path, Extent.NODE);
    return true;
  }

  @Override
  void touchAll(String path) {
    touched.put(path, Extent.SUBTREE);
  }

  @Override
  void tell(String path) {
    super.tell(path);
    told.add(path);
  }

  @Override
  void tellRemoved(String path) {
    // '0' is the character behind the slash.
    NavigableSet<String> below = told.subSet(path + '/', true, path + '0', false);
    below.forEach(changed()::remove);
    below.clear();
    tell(path);
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
