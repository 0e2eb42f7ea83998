package org.jexpy.bindings.xenstore.core.server;

import java.util.Arrays;
import java.util.List;
import org.jexpy.bindings.xenstore.core.store.Caller;
import org.jexpy.bindings.xenstore.core.store.Draft;
import org.jexpy.bindings.xenstore.core.store.Outcome;
import org.jexpy.bindings.xenstore.core.store.Store;
import org.jexpy.bindings.xenstore.core.store.StoreOperations;
import org.jexpy.bindings.xenstore.core.store.StoreState;
import org.jexpy.bindings.xenstore.core.store.StoreTransaction;
import org.jexpy.bindings.xenstore.core.wire.CNumber;
import org.jexpy.bindings.xenstore.core.wire.Errno;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.PathRules;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.jexpy.bindings.xenstore.core.wire.Permissions;
import org.jspecify.annotations.Nullable;

/** What can be asked about nodes, and done with them, within transactions and outside. */
final class NodeRequests {
  private final Store store;
  private final WatchTree watches;
  private final Domains domains;

  NodeRequests(Store store, WatchTree watches, Domains domains) {
    this.store = store;
    this.watches = watches;
    this.domains = domains;
  }

  /**
   * Do what a request asks for, and tell watches.
   *
   * @param caller on whose behalf
   * @param operation one of those on nodes
   * @param payload its arguments
   * @param transaction within which; outside of any if null
   */
  Outcome execute(
      Caller caller, Operation operation, byte[] payload, @Nullable StoreTransaction transaction) {
    Draft draft = transaction == null ? new Draft(store.state()) : transaction;
    StoreOperations does = new StoreOperations(draft, caller, domains::exists);
    Outcome outcome =
        switch (operation) {
          case WRITE -> write(does, caller, payload);
          case SET_PERMS -> setPermissions(does, caller, payload);
          case DIRECTORY_PART -> directoryPart(does, caller, payload);
          default -> {
            String path = Arguments.node(Arguments.only(payload), caller.domain());
            yield path == null ? Outcome.refused(Errno.EINVAL) : simple(does, operation, path);
          }
        };
    if (transaction == null && !draft.isEmpty()) {
      StoreState before = store.state();
      if (store.accept(draft) instanceof Outcome.Refused refused) {
        return refused;
      }
      watches.fire(before, store.state(), draft.changed());
    }
    return outcome;
  }

  private static Outcome simple(StoreOperations does, Operation operation, String path) {
    return switch (operation) {
      case READ -> does.read(path);
      case DIRECTORY -> does.directory(path);
      case GET_PERMS -> does.permissions(path);
      case MKDIR -> does.makeNode(path);
      case RM -> does.remove(path);
      default -> throw new AssertionError(operation + " has other arguments");
    };
  }

  private static Outcome write(StoreOperations does, Caller caller, byte[] payload) {
    @Nullable String given = Arguments.first(payload);
    @Nullable String path = Arguments.node(given, caller.domain());
    if (given == null || path == null) {
      return Outcome.refused(Errno.EINVAL);
    }
    return does.write(path, Arrays.copyOfRange(payload, given.length() + 1, payload.length));
  }

  private static Outcome directoryPart(StoreOperations does, Caller caller, byte[] payload) {
    if (Payload.count(payload) != 2) {
      return Outcome.refused(Errno.EINVAL);
    }
    List<String> words = Payload.strings(payload);
    @Nullable String path = Arguments.node(words.getFirst(), caller.domain());
    return path == null
        ? Outcome.refused(Errno.EINVAL)
        : does.directoryPart(path, CNumber.leading(words.getLast()));
  }

  private static Outcome setPermissions(StoreOperations does, Caller caller, byte[] payload) {
    List<String> words = Payload.strings(payload);
    if (Payload.count(payload) < 2) {
      return Outcome.refused(Errno.EINVAL);
    }
    if (words.size() - 1 > caller.quotas().permissions()) {
      return Outcome.refused(Errno.ENOSPC);
    }
    @Nullable Permissions wanted = Permissions.parse(words.subList(1, words.size()));
    if (wanted == null) {
      return Outcome.refused(Errno.EINVAL);
    }
    @Nullable Permissions known = does.known(wanted);
    if (known == null) {
      return Outcome.refused(Errno.ENOENT);
    }
    String name = words.getFirst();
    if (PathRules.isSpecial(name)) {
      return does.setSpecial(name, known);
    }
    @Nullable String path = Arguments.node(name, caller.domain());
    return path == null ? Outcome.refused(Errno.EINVAL) : does.setPermissions(path, known);
  }
}
