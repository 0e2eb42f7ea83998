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
  private final List<Edit> edits = new ArrayList<>();
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

  /** The edits so far. */
  final List<Edit> edits() {
    return edits;
  }

  /** The paths that watches are told of, each once, in the order of the first change. */
  public final SequencedSet<String> changed() {
    return changed;
  }

  /** Whether no more nodes may be looked at. */
  public boolean isFull(Quotas quotas) {
    return false;
  }

  /** A node was looked at, or found absent. */
  void touch(String path) {}

  /** A node with all below is going. */
  void touchAll(String path) {}

  final void apply(Edit edit) {
    seen = seen.apply(edit);
    edits.add(edit);
  }

  final void tell(String path) {
    changed.add(path);
  }

  /** Of what was changed below before it went, nobody is told. */
  final void tellRemoved(String path) {
    String below = path + "/";
    changed.removeIf(other -> other.startsWith(below));
    changed.add(path);
  }
}
