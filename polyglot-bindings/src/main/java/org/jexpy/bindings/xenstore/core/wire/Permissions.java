package org.jexpy.bindings.xenstore.core.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what with a node. Written as {@code n5 r6}: domain 5 owns it, all others may do
 * nothing but domain 6, which may read. Domains are numbers without sign.
 *
 * @param owner who may do everything
 * @param others what those may that no entry names
 * @param entries what single domains may; the first that names a domain counts
 */
public record Permissions(int owner, Access others, List<Entry> entries) {
  /** Domain 0 owns it, all others may do nothing. */
  public static final Permissions DEFAULT = new Permissions(0, Access.NONE, List.of());

  /**
   * What a single domain may.
   *
   * @param domain the domain
   * @param access what it may
   * @param stale whether that domain was not there when it was said, or is gone since: shown as the
   *     others, but of no use to a later domain of the same number
   */
  public record Entry(int domain, Access access, boolean stale) {}

  /** Makes the entries its own. */
  public Permissions {
    entries = List.copyOf(entries);
  }

  /**
   * Read permissions.
   *
   * @param texts a letter and a number each, the owner's first
   * @return the permissions; null if there are none, or one is wrong
   */
  public static @Nullable Permissions parse(List<String> texts) {
    List<Entry> all = new ArrayList<>();
    for (String text : texts) {
      @Nullable Access access = text.isEmpty() ? null : Access.of(text.charAt(0));
      OptionalInt domain = CNumber.whole(text.isEmpty() ? "" : text.substring(1));
      if (access == null || domain.isEmpty()) {
        return null;
      }
      all.add(new Entry(domain.getAsInt(), access, false));
    }
    if (all.isEmpty()) {
      return null;
    }
    Entry first = all.getFirst();
    return new Permissions(first.domain(), first.access(), all.subList(1, all.size()));
  }

  /** As they are written: what {@link #parse} reads. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    texts.add(text(others, owner));
    for (Entry entry : entries) {
      texts.add(text(entry.access(), entry.domain()));
    }
    return texts;
  }

  private static String text(Access access, int domain) {
    return access.letter() + Integer.toUnsignedString(domain);
  }

  /** How many domains are named, the owner among them. */
  public int size() {
    return 1 + entries.size();
  }

  /**
   * What a domain may that is not privileged.
   *
   * @param domain the domain
   */
  public Access of(int domain) {
    if (domain == owner) {
      return Access.BOTH;
    }
    for (Entry entry : entries) {
      if (entry.domain() == domain && !entry.stale()) {
        return entry.access();
      }
    }
    return others;
  }

  /**
   * The same with another owner.
   *
   * @param newOwner the owner
   */
  public Permissions ownedBy(int newOwner) {
    return new Permissions(newOwner, others, entries);
  }

  @Override
  public String toString() {
    return String.join(" ", texts());
  }
}
