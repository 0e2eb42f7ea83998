package org.jexpy.bindings.xenstore.core.server;

import java.util.Optional;
import java.util.Set;

/** Who knows which domains there are, and lends the server their ring pages. */
public interface Hypervisor {
  /** How a domain is. */
  enum DomainState {
    /** There is no such domain. */
    ABSENT,
    /** It runs. */
    RUNNING,
    /** It has shut down or crashed, and may be resumed. */
    SHUTDOWN,
    /** It is being destroyed. */
    DYING
  }

  /**
   * No hypervisor: the domains are those that somebody declares. They have no ring pages, but may
   * have sockets. Who is not declared is not known to be gone: it may have been forgotten.
   *
   * @param domains their numbers; may change later
   */
  static Hypervisor declared(Set<Integer> domains) {
    return new Hypervisor() {
      @Override
      public DomainState state(int domain) {
        return domains.contains(domain) ? DomainState.RUNNING : DomainState.ABSENT;
      }

      @Override
      public boolean tellsWhoIsGone() {
        return false;
      }
    };
  }

  /** How a domain is that is not domain 0. */
  DomainState state(int domain);

  /**
   * Whether a domain that it does not name when a server starts has gone, so that what it owned can
   * be removed. Else that stays, and belongs to the domain of that number once there is one.
   */
  default boolean tellsWhoIsGone() {
    return true;
  }

  /**
   * Lend the ring page of a domain that is there.
   *
   * @param domain the domain
   * @param frame the frame of memory that it named
   * @return the page; empty if it has none and does not need one
   */
  default Optional<RingPage> map(int domain, long frame) {
    return Optional.empty();
  }

  /**
   * Tell a domain that its ring has changed.
   *
   * @param domain the domain
   */
  default void kick(int domain) {}
}
