package org.jexpy.bindings.xenstore.core.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jexpy.bindings.xenstore.core.wire.Access;
import org.jexpy.bindings.xenstore.core.wire.Permissions;

/** What a domain leaves behind when it is gone. */
public final class Departure {
  private Departure() {}

  /**
   * Remove the nodes that it owned, with all below, and take its rights at others away.
   *
   * @param state what there is
   * @param domain the domain
   * @return what is to be accepted; {@link Draft#changed} has the nodes that go
   */
  public static Draft of(StoreState state, int domain) {
    return of(state, other -> other == domain);
  }

  /**
   * The same for several at a time.
   *
   * @param state what there is
   * @param gone which domains are gone; never asked for domain 0
   * @return what is to be accepted
   */
  public static Draft of(StoreState state, IntPredicate gone) {
    IntPredicate asked = domain -> domain != Caller.PRIVILEGED && gone.test(domain);
    Draft draft = new Draft(state);
    state.specials().forEach((name, permissions) -> limit(draft, name, permissions, asked));
    leave(draft, "/", state.root(), asked);
    return draft;
  }

  private static void leave(Draft draft, String path, Node node, IntPredicate gone) {
    boolean root = path.equals("/");
    if (!root && gone.test(node.permissions().owner())) {
      draft.apply(new Edit.Remove(path));
      draft.tell(path);
      return;
    }
    limit(draft, path, node.permissions(), gone);
    for (Child child : node.children().inOrder()) {
      leave(draft, (root ? "" : path) + "/" + child.name(), child.node(), gone);
    }
  }

  private static void limit(Draft draft, String path, Permissions permissions, IntPredicate gone) {
    if (gone.test(permissions.owner()) || names(permissions, gone)) {
      draft.apply(new Edit.SetPermissions(path, without(permissions, gone)));
    }
  }

  private static boolean names(Permissions permissions, IntPredicate gone) {
    for (Permissions.Entry entry : permissions.entries()) {
      if (!entry.stale() && gone.test(entry.domain())) {
        return true;
      }
    }
    return false;
  }

  /** What it owned that stays is domain 0's then, and nobody else's. */
  private static Permissions without(Permissions permissions, IntPredicate gone) {
    List<Permissions.Entry> entries = new ArrayList<>();
    for (Permissions.Entry entry : permissions.entries()) {
      boolean stale = entry.stale() || gone.test(entry.domain());
      entries.add(new Permissions.Entry(entry.domain(), entry.access(), stale));
    }
    boolean owner = gone.test(permissions.owner());
    return new Permissions(
        owner ? Caller.PRIVILEGED : permissions.owner(),
        owner ? Access.NONE : permissions.others(),
        entries);
  }
}
