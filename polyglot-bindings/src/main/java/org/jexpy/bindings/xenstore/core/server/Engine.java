package org.jexpy.bindings.xenstore.core.server;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jexpy.bindings.xenstore.core.store.Outcome;
import org.jexpy.bindings.xenstore.core.store.Quotas;
import org.jexpy.bindings.xenstore.core.store.Store;
import org.jexpy.bindings.xenstore.core.store.StoreState;
import org.jexpy.bindings.xenstore.core.store.StoreTransaction;
import org.jexpy.bindings.xenstore.core.wire.Errno;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.bindings.xenstore.core.wire.PathRules;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Does what requests ask for. Everything is answered at once, in the order in which it came; events
 * that a request makes stand before its answer. For one thread.
 */
final class Engine {
  private static final System.Logger LOG = System.getLogger("org.jexpy.xenstore");

  /** For domain 0 only. */
  private static final Set<Operation> PRIVILEGED =
      EnumSet.of(
          Operation.CONTROL,
          Operation.INTRODUCE,
          Operation.RELEASE,
          Operation.RESUME,
          Operation.SET_TARGET,
          Operation.IS_DOMAIN_INTRODUCED);

  /** What has nothing to do with transactions, whichever is named. */
  private static final Set<Operation> OUTSIDE = EnumSet.of(Operation.WATCH, Operation.UNWATCH);

  private final Store store;
  private final WatchTree watches = new WatchTree();
  private final Sessions sessions;
  private final Domains domains;
  private final NodeRequests nodes;
  private final DomainRequests domainRequests;
  private final ControlCommands control;
  private final Executor later;
  private long lastWatch;

  /**
   * An engine.
   *
   * @param store the store
   * @param hypervisor knows the domains
   * @param quotas what unprivileged domains may have
   * @param later does something on the thread of the engine, behind what waits for it already
   */
  Engine(Store store, Hypervisor hypervisor, Quotas quotas, Executor later) {
    this.store = store;
    this.later = later;
    this.sessions = new Sessions(watches, store, Backlog.ofThisProgram());
    this.domains = new Domains(hypervisor, store, watches, sessions, quotas, this);
    this.nodes = new NodeRequests(store, watches, domains);
    this.domainRequests = new DomainRequests(domains);
    this.control = new ControlCommands(store, domains);
  }

  /**
   * Begin. What domains left in the store that are gone since is removed, if the hypervisor tells.
   *
   * @throws IOException if the store cannot be written
   */
  void open() throws IOException {
    domains.removeWhatIsLeft();
  }

  /** Do something behind what waits already. */
  void later(Runnable task) {
    later.execute(task);
  }

  WatchTree watches() {
    return watches;
  }

  /** What there is now. */
  ServerSnapshot snapshot() {
    return sessions.snapshot();
  }

  /** A new connection; null if its domain was not introduced. */
  @Nullable Session connect(int domain, Transport transport) {
    return domains.connect(domain, transport);
  }

  /** A connection has ended: its watches and transactions with it. */
  void disconnected(Session session) {
    domains.disconnected(session);
    sessions.close(session);
  }

  /** A domain says that its ring has changed. */
  void kicked(int domain) {
    @Nullable Domain known = domains.find(domain);
    RingSession ring = known == null ? null : known.ring();
    if (ring != null) {
      ring.kicked();
    }
    flush();
  }

  /** Something has become of domains. */
  void domainsChanged() {
    domains.look();
    flush();
  }

  /** More is safe on the disk than before, or it is known that what waits never will be. */
  void durable() {
    sessions.durable();
  }

  /** Send what has gathered. To be called after each turn. */
  void flush() {
    sessions.flush();
  }

  /** Do what a request asks for; the answer is in the session's outbox then. */
  void handle(Session session, Packet request) {
    if (control.tracing()) {
      LOG.log(System.Logger.Level.INFO, "domain {0}: {1}", session.caller().domain(), request);
    }
    Outcome outcome = outcome(session, request);
    switch (outcome) {
      case Outcome.Done(byte[] payload) -> session.outbox().reply(request.reply(payload));
      case Outcome.Refused(Errno errno) -> session.outbox().reply(request.error(errno));
    }
    if (request.is(Operation.WATCH) && outcome instanceof Outcome.Done) {
      session
          .outbox()
          .event(new Packet(Operation.WATCH_EVENT.number(), 0, 0, request.payload()), true);
    }
  }

  private Outcome outcome(Session session, Packet request) {
    @Nullable Operation operation = Operation.of(request.type());
    if (operation == null || operation == Operation.WATCH_EVENT || operation == Operation.ERROR) {
      return Outcome.refused(Errno.ENOSYS);
    }
    if (PRIVILEGED.contains(operation) && !session.caller().privileged()) {
      return Outcome.refused(Errno.EACCES);
    }
    @Nullable StoreTransaction transaction = null;
    if (request.transactionId() != 0 && !OUTSIDE.contains(operation)) {
      transaction = session.transaction(request.transactionId());
      if (transaction == null) {
        return Outcome.refused(Errno.ENOENT);
      }
    }
    byte[] payload = request.payload();
    return switch (operation) {
      case READ, DIRECTORY, DIRECTORY_PART, GET_PERMS, WRITE, MKDIR, RM, SET_PERMS ->
          nodes.execute(session.caller(), operation, payload, transaction);
      case WATCH -> watch(session, payload);
      case UNWATCH -> unwatch(session, payload);
      case RESET_WATCHES -> {
        sessions.reset(session);
        yield Outcome.OK;
      }
      case TRANSACTION_START -> begin(session, transaction);
      case TRANSACTION_END -> end(session, payload, request.transactionId());
      case CONTROL -> control.execute(payload);
      default -> domainRequests.execute(operation, payload);
    };
  }

  private Outcome watch(Session session, byte[] payload) {
    if (Payload.count(payload) != 2) {
      return Outcome.refused(Errno.EINVAL);
    }
    List<String> words = Payload.strings(payload);
    String given = words.getFirst();
    String path = PathRules.absolute(given, session.caller().domain());
    if (!PathRules.validWatch(path)) {
      return Outcome.refused(Errno.EINVAL);
    }
    lastWatch++;
    int hidden = path.length() - given.length();
    Watch watch = new Watch(session, path, hidden, words.getLast(), lastWatch);
    if (session.watches().containsKey(watch.key())) {
      return Outcome.refused(Errno.EEXIST);
    }
    if (domains.watches(session) > session.caller().quotas().watches()) {
      return Outcome.refused(Errno.E2BIG);
    }
    session.watches().put(watch.key(), watch);
    watches.add(watch);
    return Outcome.OK;
  }

  private Outcome unwatch(Session session, byte[] payload) {
    if (Payload.count(payload) != 2) {
      return Outcome.refused(Errno.EINVAL);
    }
    List<String> words = Payload.strings(payload);
    String path = PathRules.absolute(words.getFirst(), session.caller().domain());
    @Nullable Watch watch = session.watches().remove(new Watch.Key(path, words.getLast()));
    if (watch == null) {
      return Outcome.refused(Errno.ENOENT);
    }
    watches.remove(watch);
    return Outcome.OK;
  }

  private Outcome begin(Session session, @Nullable StoreTransaction within) {
    if (within != null) {
      return Outcome.refused(Errno.EBUSY);
    }
    if (domains.transactions(session) > session.caller().quotas().transactions()) {
      return Outcome.refused(Errno.ENOSPC);
    }
    int id = session.begin(store.state());
    return new Outcome.Done(Payload.of(Integer.toUnsignedString(id)));
  }

  private Outcome end(Session session, byte[] payload, int id) {
    @Nullable String word = Arguments.only(payload);
    boolean commit = "T".equals(word);
    if (!commit && !"F".equals(word)) {
      return Outcome.refused(Errno.EINVAL);
    }
    @Nullable StoreTransaction transaction = session.end(id);
    if (transaction == null) {
      return Outcome.refused(Errno.ENOENT);
    }
    if (!commit) {
      return Outcome.OK;
    }
    StoreState before = store.state();
    Outcome outcome = store.commit(transaction, session.caller());
    if (outcome instanceof Outcome.Done && !transaction.changed().isEmpty()) {
      watches.fire(before, store.state(), transaction.changed());
    }
    return outcome;
  }
}
