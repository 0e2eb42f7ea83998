package org.jexpy.bindings.xenstore.core.store;

import java.util.ArrayList;
import java.util.List;
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
    Draft draft = new Draft(state);
    leave(draft, "/", state.root(), domain);
    return draft;
  }

  private static void leave(Draft draft, String path, Node node, int domain) {
    Permissions permissions = node.permissions();
    boolean owner = permissions.owner() == domain;
    boolean root = path.equals("/");
    if (owner && !root) {
      draft.apply(new Edit.Remove(path));
      draft.tell(path);
      return;
    }
    if (owner || names(permissions, domain)) {
      draft.apply(new Edit.SetPermissions(path, without(permissions, domain)));
    }
    for (Child child : node.children().inOrder()) {
      leave(draft, (root ? "" : path) + "/" + child.name(), child.node(), domain);
    }
  }

  private static boolean names(Permissions permissions, int domain) {
    return permissions.entries().stream()
        .anyMatch(entry -> entry.domain() == domain && !entry.stale());
  }

  /**
   * Permissions in which a domain has no part any more. What it owned is domain 0's then, and
   * nobody else's.
   *
   * @param permissions the permissions
   * @param domain the domain
   */
  public static Permissions without(Permissions permissions, int domain) {
    List<Permissions.Entry> entries = new ArrayList<>();
    for (Permissions.Entry entry : permissions.entries()) {
      boolean stale = entry.stale() || entry.domain() == domain;
      entries.add(new Permissions.Entry(entry.domain(), entry.access(), stale));
    }
    boolean owner = permissions.owner() == domain;
    return new Permissions(
        owner ? Caller.PRIVILEGED : permissions.owner(),
        owner ? Access.NONE : permissions.others(),
        entries);
  }
}
