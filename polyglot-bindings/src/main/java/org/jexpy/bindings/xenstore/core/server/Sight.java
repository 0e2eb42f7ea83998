package org.jexpy.bindings.xenstore.core.server;

import org.jexpy.bindings.xenstore.core.store.Caller;
import org.jexpy.bindings.xenstore.core.store.Node;
import org.jexpy.bindings.xenstore.core.store.StoreState;
import org.jexpy.bindings.xenstore.core.wire.Access;
import org.jexpy.bindings.xenstore.core.wire.Permissions;
import org.jspecify.annotations.Nullable;

/**
 * Who may be told of a change: who may read the node or the one above it, or could before.
 *
 * @param before what was
 * @param after what is
 */
record Sight(StoreState before, StoreState after) {
  static boolean sees(Caller caller, Permissions permissions) {
    return caller.may(Access.READ, permissions);
  }

  boolean sees(Caller caller, String path) {
    if (caller.privileged()) {
      return true;
    }
    if (mayRead(caller, after.find(path)) || mayRead(caller, before.find(path))) {
      return true;
    }
    int slash = path.lastIndexOf('/');
    String above = slash <= 0 ? "/" : path.substring(0, slash);
    @Nullable Node parent = after.find(above);
    return mayRead(caller, parent == null ? before.find(above) : parent);
  }

  private static boolean mayRead(Caller caller, @Nullable Node node) {
    return node != null && sees(caller, node.permissions());
  }
}
