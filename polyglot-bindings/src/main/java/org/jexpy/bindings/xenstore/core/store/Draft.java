package org.jexpy.bindings.xenstore.core.store;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * What a request does to the tree, before the store takes it: a state of its own, the edits that
 * led to it, and the paths that watches are told of. Of a single request, or of a whole
 * transaction.
 */
public sealed class Draft permits StoreTransaction {
  private final StoreState base;
  private final List<Edit> edits = new ArrayList<>(1);
  private final SequencedSet<String> changed = new LinkedHashSet<>();
  private StoreState seen;

  /**
   * A draft without edits.
   *
   * @param base what it begins with
   */
  public Draft(StoreState base) {
    this.base = base;
    this.seen = base;
  }

  /** What it began with. */
  public final StoreState base() {
    return base;
  }

  /** The tree as it looks from within. */
  public final StoreState seen() {
    return seen;
  }

  /** The edits so far: what makes of the base what is seen. */
  List<Edit> edits() {
    return edits;
  }

  /** Whether it changes nothing. */
  public final boolean isEmpty() {
    return edits().isEmpty();
  }

  /** The paths that watches are told of, each once, in the order of the first change. */
  public final SequencedSet<String> changed() {
    return changed;
  }

  /**
   * A node is looked at, or found absent.
   *
   * @return false if it would be one too many
   */
  boolean touch(String path, Quotas quotas) {
    return true;
  }

  /** A node that is touched goes with all below. */
  void touchAll(String path) {}

  final void apply(Edit edit) {
    seen = seen.apply(edit);
    keep(edit);
  }

  /** An edit that was done comes to the others. */
  void keep(Edit edit) {
    edits.add(edit);
  }

  /** Watches are to be told of a node. */
  void tell(String path) {
    changed.add(path);
  }

  /** The same of one that goes. Of what was changed below before, nobody is told. */
  void tellRemoved(String path) {
    tell(path);
  }
}
