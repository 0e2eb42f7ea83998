package org.jexpy.bindings.xenstore.core.store;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Many children by the hash of their names, five bits a level. Never changes; a change copies one
 * small array per level.
 */
final class Trie {
  private static final int BITS = 5;
  private static final int MASK = (1 << BITS) - 1;
  private static final Trie EMPTY = new Trie(0, new Object[0]);

  /** Which of the 32 places are taken. */
  private final int taken;

  /** What is in those: a {@link Child}, a {@link Trie}, or a {@link Same}. */
  private final Object[] slots;

  private Trie(int taken, Object[] slots) {
    this.taken = taken;
    this.slots = slots;
  }

  /** Children whose hashes are equal to the last bit; at least two. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Same(Child[] children) {
    int indexOf(String name) {
      for (int at = 0; at < children.length; at++) {
        if (children[at].name().equals(name)) {
          return at;
        }
      }
      return -1;
    }
  }

  static Trie of(Child[] children) {
    Trie trie = EMPTY;
    for (Child child : children) {
      trie = trie.with(child);
    }
    return trie;
  }

  private static int hash(String name) {
    int hash = name.hashCode();
    return hash ^ (hash >>> 16);
  }

  private static int bit(int hash, int shift) {
    return 1 << ((hash >>> shift) & MASK);
  }

  private int place(int bit) {
    return Integer.bitCount(taken & (bit - 1));
  }

  @Nullable Child get(String name) {
    int hash = hash(name);
    Trie here = this;
    for (int shift = 0; ; shift += BITS) {
      int bit = bit(hash, shift);
      if ((here.taken & bit) == 0) {
        return null;
      }
      switch (here.slots[here.place(bit)]) {
        case Trie below -> here = below;
        case Child child -> {
          return child.name().equals(name) ? child : null;
        }
        case Same same -> {
          int at = same.indexOf(name);
          return at < 0 ? null : same.children()[at];
        }
        default -> throw new AssertionError("a slot holds none of its three kinds");
      }
    }
  }

  Trie with(Child child) {
    return with(child, hash(child.name()), 0);
  }

  private Trie with(Child child, int hash, int shift) {
    int bit = bit(hash, shift);
    int place = place(bit);
    if ((taken & bit) == 0) {
      Object[] copy = new Object[slots.length + 1];
      System.arraycopy(slots, 0, copy, 0, place);
      copy[place] = child;
      System.arraycopy(slots, place, copy, place + 1, slots.length - place);
      return new Trie(taken | bit, copy);
    }
    Object[] copy = slots.clone();
    copy[place] =
        switch (slots[place]) {
          case Trie below -> below.with(child, hash, shift + BITS);
          case Child other when other.name().equals(child.name()) -> child;
          case Child other -> together(other, hash(other.name()), child, hash, shift + BITS);
          case Same same when hash(same.children()[0].name()) == hash -> added(same, child);
          case Same same ->
              together(same, hash(same.children()[0].name()), child, hash, shift + BITS);
          default -> throw new AssertionError("a slot holds none of its three kinds");
        };
    return new Trie(taken, copy);
  }

  /** Something and a child that is new there, below a slot that they share. */
  private static Object together(Object one, int oneHash, Child child, int hash, int shift) {
    if (oneHash == hash) {
      return new Same(new Child[] {(Child) one, child});
    }
    return new Trie(bit(oneHash, shift), new Object[] {one}).with(child, hash, shift);
  }

  private static Same added(Same same, Child child) {
    int at = same.indexOf(child.name());
    Child[] copy = Arrays.copyOf(same.children(), same.children().length + (at < 0 ? 1 : 0));
    copy[at < 0 ? copy.length - 1 : at] = child;
    return new Same(copy);
  }

  /** Without a child that is there. */
  Trie without(String name) {
    @Nullable Trie left = without(name, hash(name), 0);
    return left == null ? EMPTY : left;
  }

  private @Nullable Trie without(String name, int hash, int shift) {
    int bit = bit(hash, shift);
    int place = place(bit);
    @Nullable Object left =
        switch (slots[place]) {
          case Trie below -> below.without(name, hash, shift + BITS);
          case Same same -> removed(same, name);
          default -> null;
        };
    if (left != null) {
      Object[] copy = slots.clone();
      copy[place] = left;
      return new Trie(taken, copy);
    }
    if (slots.length == 1) {
      return null;
    }
    Object[] copy = new Object[slots.length - 1];
    System.arraycopy(slots, 0, copy, 0, place);
    System.arraycopy(slots, place + 1, copy, place, copy.length - place);
    return new Trie(taken & ~bit, copy);
  }

  private static Object removed(Same same, String name) {
    int at = same.indexOf(name);
    Child[] children = same.children();
    if (children.length == 2) {
      return children[1 - at];
    }
    Child[] copy = Arrays.copyOf(children, children.length - 1);
    System.arraycopy(children, at + 1, copy, at, copy.length - at);
    return new Same(copy);
  }

  void addTo(List<Child> all) {
    for (Object slot : slots) {
      switch (slot) {
        case Trie below -> below.addTo(all);
        case Child child -> all.add(child);
        case Same same -> all.addAll(Arrays.asList(same.children()));
        default -> throw new AssertionError("a slot holds none of its three kinds");
      }
    }
  }
}
