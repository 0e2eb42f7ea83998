package org.jexpy.bindings.xenstore.core.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.jspecify.annotations.Nullable;

/**
 * The children of a node by name, in the order in which they were made. Never changes: a change
 * makes another map, which shares nearly everything with this one. A few are an array, many a trie,
 * so that a directory of any size costs the same per change.
 */
public final class ChildMap {
  /** No children. */
  static final ChildMap EMPTY = new ChildMap(new Child[0], null, 0, 0, 0, Payload.empty());

  private static final int FEW = 16;

  /** In order; of no use when there are many. */
  private final Child[] few;

  private final @Nullable Trie many;
  private final int size;
  private final int listBytes;
  private final long nextOrder;
  private byte @Nullable [] listing;

  private ChildMap(
      Child[] few,
      @Nullable Trie many,
      int size,
      int listBytes,
      long nextOrder,
      byte @Nullable [] listing) {
    this.few = few;
    this.many = many;
    this.size = size;
    this.listBytes = listBytes;
    this.nextOrder = nextOrder;
    this.listing = listing;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** How long {@link #listing} is. */
  public int listBytes() {
    return listBytes;
  }

  /**
   * Find a child.
   *
   * @param name its name
   * @return the child; null if there is none of that name
   */
  public @Nullable Node get(String name) {
    @Nullable Child child = find(name);
    return child == null ? null : child.node();
  }

  private @Nullable Child find(String name) {
    if (many != null) {
      return many.get(name);
    }
    int at = indexOf(name);
    return at < 0 ? null : few[at];
  }

  private int indexOf(String name) {
    for (int at = 0; at < few.length; at++) {
      if (few[at].name().equals(name)) {
        return at;
      }
    }
    return -1;
  }

  /** The same with a child changed, which keeps its place, or added as the last one. */
  ChildMap with(String name, Node node) {
    @Nullable Child known = find(name);
    Child child = new Child(name, known == null ? nextOrder : known.order(), node);
    if (known != null) {
      // The names are the same, and so is their list.
      return new ChildMap(
          many == null ? replaced(child) : few,
          many == null ? null : many.with(child),
          size,
          listBytes,
          nextOrder,
          listing);
    }
    boolean trie = many != null || size == FEW;
    return new ChildMap(
        trie ? EMPTY.few : appended(child),
        trie ? (many == null ? Trie.of(few) : many).with(child) : null,
        size + 1,
        listBytes + name.length() + 1,
        nextOrder + 1,
        null);
  }

  private Child[] replaced(Child child) {
    Child[] copy = few.clone();
    copy[indexOf(child.name())] = child;
    return copy;
  }

  private Child[] appended(Child child) {
    Child[] copy = Arrays.copyOf(few, few.length + 1);
    copy[few.length] = child;
    return copy;
  }

  /** The same without a child that is there. */
  ChildMap without(String name) {
    int bytes = listBytes - name.length() - 1;
    if (many == null) {
      int at = indexOf(name);
      Child[] copy = Arrays.copyOf(few, few.length - 1);
      System.arraycopy(few, at + 1, copy, at, few.length - at - 1);
      return new ChildMap(copy, null, size - 1, bytes, nextOrder, null);
    }
    Trie left = many.without(name);
    // Not as soon as they would fit: else a directory at the border changed its kind all the time.
    if (size - 1 <= FEW / 2) {
      return new ChildMap(sorted(left), null, size - 1, bytes, nextOrder, null);
    }
    return new ChildMap(EMPTY.few, left, size - 1, bytes, nextOrder, null);
  }

  /** All of them, in the order in which they were made. */
  public List<Child> inOrder() {
    return Arrays.asList(many == null ? few.clone() : sorted(many));
  }

  private static Child[] sorted(Trie trie) {
    List<Child> all = new ArrayList<>();
    trie.addTo(all);
    all.sort(Comparator.comparingLong(Child::order));
    return all.toArray(Child[]::new);
  }

  /**
   * Their names, each with a NUL behind it, in the order in which they were made. Worked out once,
   * since a large directory is asked for part by part. For one thread.
   *
   * @return the list; not to be changed
   */
  public byte[] listing() {
    byte[] known = listing;
    if (known == null) {
      known = Payload.of(inOrder().stream().map(Child::name).toList());
      listing = known;
    }
    return known;
  }
}
