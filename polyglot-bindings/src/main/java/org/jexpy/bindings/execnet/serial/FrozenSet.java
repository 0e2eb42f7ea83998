package org.jexpy.bindings.execnet.serial;

import java.util.AbstractSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A set that cannot be changed, as Python's {@code frozenset}: other sets are Python's sets. */
public final class FrozenSet extends AbstractSet<@Nullable Object> {
  private final Set<@Nullable Object> members;

  /**
   * A frozen set.
   *
   * @param members what is in it; copied, in order
   */
  public FrozenSet(Collection<? extends @Nullable Object> members) {
    this.members = Collections.unmodifiableSet(new LinkedHashSet<>(members));
  }

  @Override
  public Iterator<@Nullable Object> iterator() {
    return members.iterator();
  }

  @Override
  public int size() {
    return members.size();
  }

  @Override
  public boolean contains(@Nullable Object member) {
    return members.contains(member);
  }
}
