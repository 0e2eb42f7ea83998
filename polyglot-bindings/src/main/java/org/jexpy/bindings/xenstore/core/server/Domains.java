package org.jexpy.bindings.xenstore.core.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jexpy.bindings.xenstore.core.server.Hypervisor.DomainState;
import org.jexpy.bindings.xenstore.core.store.Caller;
import org.jexpy.bindings.xenstore.core.store.Departure;
import org.jexpy.bindings.xenstore.core.store.Draft;
import org.jexpy.bindings.xenstore.core.store.Node;
import org.jexpy.bindings.xenstore.core.store.Outcome;
import org.jexpy.bindings.xenstore.core.store.Quotas;
import org.jexpy.bindings.xenstore.core.store.Store;
import org.jexpy.bindings.xenstore.core.store.StoreState;
import org.jexpy.bindings.xenstore.core.wire.Errno;
import org.jspecify.annotations.Nullable;

/** The domains that were introduced, with their connections, and the watches that tell of them. */
final class Domains {
  private static final System.Logger LOG = System.getLogger("org.jexpy.xenstore");

  /** What a domain may call itself; always there. */
  static final int SELF = 32752;

  private final Map<Integer, Domain> introduced = new HashMap<>();
  private final Hypervisor hypervisor;
  private final Store store;
  private final WatchTree watches;
  private final Sessions sessions;
  private final Engine engine;
  private Quotas quotas;

  Domains(
      Hypervisor hypervisor,
      Store store,
      WatchTree watches,
      Sessions sessions,
      Quotas quotas,
      Engine engine) {
    this.engine = engine;
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
    if (domain == null || domain.isGone()) {
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
   * @param number the domain
   * @param frame the frame of memory where its ring is
   * @return refused with {@link Errno#EINVAL} if there is no such domain, with {@link Errno#EIO} if
   *     what one of its number left behind cannot be removed now
   */
  Outcome introduce(int number, long frame) {
    if (number == Caller.PRIVILEGED) {
      return Outcome.OK;
    }
    @Nullable Domain known = introduced.get(number);
    if (known != null && known.isGone()) {
      if (release(known) instanceof Outcome.Refused refused) {
        return refused;
      }
      known = null;
    }
    if (known != null) {
      known.sessions().forEach(sessions::reset);
      RingSession ring = known.ring();
      if (ring != null) {
        ring.reset();
        serve(known, ring);
      }
      return Outcome.OK;
    }
    DomainState state = hypervisor.state(number);
    if (isGone(state)) {
      return Outcome.refused(Errno.EINVAL);
    }
    if (store.isBroken()) {
      // The nodes of one of its number may be there again.
      return Outcome.refused(Errno.EIO);
    }
    Domain domain = new Domain(number);
    introduced.put(number, domain);
    Optional<RingPage> page = hypervisor.map(number, frame);
    if (page.isPresent()) {
      RingSession ring = new RingSession(page.get(), () -> hypervisor.kick(number), number, engine);
      domain.ring(ring);
      serve(domain, ring);
    }
    fire(StoreState.INTRODUCE_DOMAIN);
    return Outcome.OK;
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

  private static boolean isGone(DomainState state) {
    return state == DomainState.ABSENT || state == DomainState.DYING;
  }

  /**
   * A domain is gone: with it its connections and all that it owned.
   *
   * @return refused with {@link Errno#EIO} if that cannot be kept; nothing has changed then
   */
  Outcome release(Domain domain) {
    if (!forget(domain)) {
      return Outcome.refused(Errno.EIO);
    }
    fire(StoreState.RELEASE_DOMAIN);
    return Outcome.OK;
  }

  /** Whether that could be kept: else the next domain of its number would own its nodes. */
  private boolean forget(Domain domain) {
    int number = domain.number();
    StoreState before = store.state();
    Draft departure = Departure.of(before, number);
    if (store.accept(departure) instanceof Outcome.Refused) {
      return false;
    }
    introduced.remove(number);
    drop(domain);
    watches.fireGone(before, store.state(), departure.changed());
    for (Domain other : introduced.values()) {
      if (other.target().equals(OptionalInt.of(number))) {
        other.noTarget();
        refreshCallers(other);
      }
    }
    return true;
  }

  private void drop(Domain domain) {
    for (Session session : List.copyOf(domain.sessions())) {
      sessions.drop(session, "domain %d was released".formatted(domain.number()));
    }
  }

  /**
   * Remove what domains own that went while no server ran: the next of their numbers would have it.
   * Nothing, if nobody knows which have.
   *
   * @throws IOException if that cannot be kept
   */
  void removeWhatIsLeft() throws IOException {
    if (!hypervisor.tellsWhoIsGone()) {
      return;
    }
    Map<Integer, Boolean> known = new HashMap<>();
    Draft departure =
        Departure.of(
            store.state(),
            domain -> known.computeIfAbsent(domain, one -> isGone(hypervisor.state(one))));
    if (!departure.isEmpty() && store.accept(departure) instanceof Outcome.Refused) {
      throw new IOException(
          "the store has nodes of domains that are not there any more, and they cannot be removed; see the messages above");
    }
    if (!departure.changed().isEmpty()) {
      LOG.log(
          System.Logger.Level.INFO,
          "{0} nodes are removed with all below: the domains that owned them are gone",
          departure.changed().size());
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
      if (isGone(state) || domain.isGone()) {
        // One that cannot be forgotten now is tried again when somebody looks next.
        domain.gone();
        drop(domain);
        tell |= forget(domain);
      } else if (state == DomainState.SHUTDOWN && !domain.isShutdown()) {
        domain.shutdown(true);
        tell = true;
      }
    }
    if (tell) {
      fire(StoreState.RELEASE_DOMAIN);
    }
  }
}
