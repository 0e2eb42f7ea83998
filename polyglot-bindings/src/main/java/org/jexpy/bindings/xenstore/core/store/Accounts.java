package org.jexpy.bindings.xenstore.core.store;

import java.util.Arrays;
import org.jexpy.bindings.xenstore.core.wire.Permissions;

/** How many nodes each domain owns but domain 0, which nobody counts. Never changes. */
final class Accounts {
  static final Accounts NONE = new Accounts(new int[0], new int[0]);

  /** Rising. */
  private final int[] domains;

  private final int[] counts;

  private Accounts(int[] domains, int[] counts) {
    this.domains = domains;
    this.counts = counts;
  }

  int of(int domain) {
    int at = Arrays.binarySearch(domains, domain);
    return at < 0 ? 0 : counts[at];
  }

  /** The same with more nodes of an owner, or fewer. */
  Accounts add(Permissions permissions, int more) {
    int domain = permissions.owner();
    if (domain == Caller.PRIVILEGED) {
      return this;
    }
    int at = Arrays.binarySearch(domains, domain);
    if (at >= 0) {
      return counts[at] + more == 0 ? without(at) : new Accounts(domains, changed(at, more));
    }
    int place = -at - 1;
    return new Accounts(inserted(domains, place, domain), inserted(counts, place, more));
  }

  private int[] changed(int at, int more) {
    int[] copy = counts.clone();
    copy[at] += more;
    return copy;
  }

  private static int[] inserted(int[] array, int place, int value) {
    int[] copy = new int[array.length + 1];
    System.arraycopy(array, 0, copy, 0, place);
    copy[place] = value;
    System.arraycopy(array, place, copy, place + 1, array.length - place);
    return copy;
  }

  /** Domains come and go; those that own nothing take no room. */
  private Accounts without(int at) {
    return new Accounts(removed(domains, at), removed(counts, at));
  }

  private static int[] removed(int[] array, int at) {
    int[] copy = Arrays.copyOf(array, array.length - 1);
    System.arraycopy(array, at + 1, copy, at, copy.length - at);
    return copy;
  }
}
