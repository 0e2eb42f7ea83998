package org.jexpy.bindings.xenstore.core.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedSet;
import org.jexpy.bindings.xenstore.core.server.Hypervisor.DomainState;
import org.jexpy.bindings.xenstore.core.store.Caller;
import org.jexpy.bindings.xenstore.core.store.Departure;
import org.jexpy.bindings.xenstore.core.store.Draft;
import org.jexpy.bindings.xenstore.core.store.Node;
import org.jexpy.bindings.xenstore.core.store.Outcome;
import org.jexpy.bindings.xenstore.core.store.Quotas;
import org.jexpy.bindings.xenstore.core.store.Store;
import org.jexpy.bindings.xenstore.core.store.StoreState;
import org.jspecify.annotations.Nullable;

/** The domains that were introduced, with their connections, and the watches that tell of them. */
final class Domains {
  /** What a domain may call itself; always there. */
  static final int SELF = 32752;

  private final Map<Integer, Domain> introduced = new HashMap<>();
  private final Hypervisor hypervisor;
  private final Store store;
  private final WatchTree watches;
  private final Sessions sessions;
  private Quotas quotas;

  Domains(Hypervisor hypervisor, Store store, WatchTree watches, Sessions sessions, Quotas quotas) {
    this.hypervisor = hypervisor;
    this.store = store;
    this.watches = watches;
    this.sessions = sessions;
    this.quotas = quotas;
  }

  Quotas quotas() {
    return quotas;
  }

  /** Change what unprivileged domains may have, from now on. */
  void quotas(Quotas changed) {
    quotas = changed;
    introduced.values().forEach(this::refreshCallers);
  }

  private void refreshCallers(Domain domain) {
    domain.sessions().forEach(session -> session.caller(caller(domain)));
  }

  private Caller caller(Domain domain) {
    return new Caller(domain.number(), domain.target(), quotas);
  }

  /** Whether there is such a domain, introduced or not: who may own nodes. */
  boolean exists(int domain) {
    return domain == Caller.PRIVILEGED
        || introduced.containsKey(domain)
        || hypervisor.state(domain) != DomainState.ABSENT;
  }

  boolean isIntroduced(int domain) {
    return domain == Caller.PRIVILEGED || domain == SELF || introduced.containsKey(domain);
  }

  /** A domain that was introduced; null if there is none of that number, as for domain 0. */
  @Nullable Domain find(int domain) {
    return introduced.get(domain);
  }

  /** A new connection of a domain; null if it was not introduced. */
  @Nullable Session connect(int number, Transport transport) {
    if (number == Caller.PRIVILEGED) {
      return sessions.open(Caller.DOMAIN_0, transport);
    }
    @Nullable Domain domain = introduced.get(number);
    if (domain == null) {
      return null;
    }
    Session session = sessions.open(caller(domain), transport);
    domain.sessions().add(session);
    return session;
  }

  /** How many watches the domain of a connection has, through all of its connections. */
  int watches(Session session) {
    return siblings(session).stream().mapToInt(one -> one.watches().size()).sum();
  }

  /** How many transactions the domain of a connection has open, through all of its connections. */
  int transactions(Session session) {
    return siblings(session).stream().mapToInt(Session::openTransactions).sum();
  }

  /** Of domain 0 nobody counts. */
  private List<Session> siblings(Session session) {
    @Nullable Domain domain = introduced.get(session.caller().domain());
    return domain == null ? List.of() : domain.sessions();
  }

  void disconnected(Session session) {
    @Nullable Domain domain = introduced.get(session.caller().domain());
    if (domain != null) {
      domain.sessions().remove(session);
    }
  }

  /**
   * Introduce a domain, or one again: then its ring begins anew, and its watches and transactions
   * are gone.
   *
   * @param handler what to do with the requests in its ring
   * @return whether there is such a domain
   */
  boolean introduce(int number, long frame, PacketHandler handler) {
    if (number == Caller.PRIVILEGED) {
      return true;
    }
    @Nullable Domain known = introduced.get(number);
    if (known != null) {
      known.sessions().forEach(sessions::reset);
      RingSession ring = known.ring();
      if (ring != null) {
        ring.reset();
        serve(known, ring);
      }
      return true;
    }
    DomainState state = hypervisor.state(number);
    if (state == DomainState.ABSENT || state == DomainState.DYING) {
      return false;
    }
    Domain domain = new Domain(number);
    introduced.put(number, domain);
    Optional<RingPage> page = hypervisor.map(number, frame);
    if (page.isPresent()) {
      RingSession ring = new RingSession(page.get(), () -> hypervisor.kick(number), handler);
      domain.ring(ring);
      serve(domain, ring);
    }
    fire(StoreState.INTRODUCE_DOMAIN);
    return true;
  }

  /** A ring that was given up is served again, too. */
  private void serve(Domain domain, RingSession ring) {
    if (!ring.isServed()) {
      Session session = sessions.open(caller(domain), ring);
      domain.sessions().add(session);
      ring.serve(session);
    }
  }

  private void fire(String special) {
    @Nullable Node known = store.state().find(special);
    if (known != null) {
      watches.fireSpecial(special, known.permissions());
    }
  }

  /** A domain is gone: with it its connections and all that it owned. */
  void release(Domain domain) {
    forget(domain);
    fire(StoreState.RELEASE_DOMAIN);
  }

  private void forget(Domain domain) {
    int number = domain.number();
    introduced.remove(number);
    for (Session session : List.copyOf(domain.sessions())) {
      sessions.drop(session, "domain %d was released".formatted(number));
    }
    StoreState before = store.state();
    Draft departure = Departure.of(before, number);
    // If it cannot be kept its nodes stay: nobody is told of what has not happened.
    if (store.accept(departure) instanceof Outcome.Done) {
      SequencedSet<String> removed = departure.changed();
      watches.fireGone(before, store.state(), removed);
    }
    for (Domain other : introduced.values()) {
      if (other.target().equals(OptionalInt.of(number))) {
        other.noTarget();
        refreshCallers(other);
      }
    }
  }

  void target(Domain domain, int target) {
    domain.target(target);
    refreshCallers(domain);
  }

  /** Look how the domains are: those that shut down or are destroyed are told of. */
  void look() {
    boolean tell = false;
    for (Domain domain : new ArrayList<>(introduced.values())) {
      DomainState state = hypervisor.state(domain.number());
      if (state == DomainState.SHUTDOWN && !domain.isShutdown()) {
        domain.shutdown(true);
        tell = true;
      } else if (state == DomainState.ABSENT || state == DomainState.DYING) {
        forget(domain);
        tell = true;
      }
    }
    if (tell) {
      fire(StoreState.RELEASE_DOMAIN);
    }
  }
}
