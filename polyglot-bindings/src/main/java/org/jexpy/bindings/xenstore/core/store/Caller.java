package org.jexpy.bindings.xenstore.core.store;

import java.util.OptionalInt;
import org.jexpy.bindings.xenstore.core.wire.Access;
import org.jexpy.bindings.xenstore.core.wire.Permissions;

/**
 * On whose behalf something is done.
 *
 * @param domain the domain
 * @param target a domain for which it acts as well, with all its rights
 * @param quotas what it may have
 */
public record Caller(int domain, OptionalInt target, Quotas quotas) {
  /** The domain that may do everything: {@value}. */
  public static final int PRIVILEGED = 0;

  /** Domain 0. */
  public static final Caller DOMAIN_0 = new Caller(PRIVILEGED, OptionalInt.empty(), Quotas.NONE);

  /** Whether it may do everything. */
  public boolean privileged() {
    return domain == PRIVILEGED;
  }

  private boolean is(int other) {
    return domain == other || (target.isPresent() && target.getAsInt() == other);
  }

  /** Whether it may do what owners may. */
  public boolean owns(Permissions permissions) {
    return privileged() || is(permissions.owner());
  }

  /**
   * Whether it may do something.
   *
   * @param access what
   * @param permissions of what
   */
  public boolean may(Access access, Permissions permissions) {
    return granted(permissions).includes(access);
  }

  private Access granted(Permissions permissions) {
    if (owns(permissions)) {
      return Access.BOTH;
    }
    for (Permissions.Entry entry : permissions.entries()) {
      if (is(entry.domain()) && !entry.stale()) {
        return entry.access();
      }
    }
    return permissions.others();
  }
}
