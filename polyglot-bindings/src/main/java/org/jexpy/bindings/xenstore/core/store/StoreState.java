package org.jexpy.bindings.xenstore.core.store;

import java.util.Map;
import java.util.TreeMap;
import org.jexpy.bindings.xenstore.core.wire.PathRules;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.jexpy.bindings.xenstore.core.wire.Permissions;
import org.jspecify.annotations.Nullable;

/**
 * The whole tree at one moment, and who may be told of special things. Never changes, so that to
 * keep one is a snapshot.
 */
public final class StoreState {
  /** The special thing that watches are told of when a domain is introduced. */
  public static final String INTRODUCE_DOMAIN = "@introduceDomain";

  /** That which they are told of when one is gone, or has shut down. */
  public static final String RELEASE_DOMAIN = "@releaseDomain";

  private final Node root;

  /** By name, for their permissions; nobody owns them as nodes are owned. */
  private final Map<String, Node> specials;

  private final long generation;
  private final Accounts accounts;

  private StoreState(Node root, Map<String, Node> specials, long generation, Accounts accounts) {
    this.root = root;
    this.specials = specials;
    this.generation = generation;
    this.accounts = accounts;
  }

  /** What a fresh store has: the nodes that C xenstored begins with, owned by domain 0. */
  public static StoreState initial() {
    Node plain = new Node(Payload.empty(), Permissions.DEFAULT, ChildMap.EMPTY, 1);
    Map<String, Node> specials = new TreeMap<>();
    specials.put(INTRODUCE_DOMAIN, plain);
    specials.put(RELEASE_DOMAIN, plain);
    StoreState state = new StoreState(plain, specials, 1, Accounts.NONE);
    for (String path : new String[] {"/tool", "/tool/xenstored"}) {
      state = state.apply(new Edit.Create(path, Permissions.DEFAULT, Payload.empty()));
    }
    return state;
  }

  /** The node at the top. */
  public Node root() {
    return root;
  }

  /** Who may be told of special things, by their names. */
  public Map<String, Permissions> specials() {
    Map<String, Permissions> all = new TreeMap<>();
    specials.forEach((name, special) -> all.put(name, special.permissions()));
    return all;
  }

  /** Rises with every change. */
  public long generation() {
    return generation;
  }

  /** How many nodes a domain owns; of domain 0 nobody counts. */
  public int owned(int domain) {
    return accounts.of(domain);
  }

  /**
   * Find a node.
   *
   * @param path a valid path from the root, or the name of something special
   * @return the node; null if there is none
   */
  public @Nullable Node find(String path) {
    if (PathRules.isSpecial(path)) {
      return specials.get(path);
    }
    Node here = root;
    int from = 1;
    while (from < path.length()) {
      int to = Paths.end(path, from);
      @Nullable Node child = here.children().get(path.substring(from, to));
      if (child == null) {
        return null;
      }
      here = child;
      from = to + 1;
    }
    return here;
  }

  /**
   * The next state.
   *
   * @param edit a change that is possible here
   */
  public StoreState apply(Edit edit) {
    long now = generation + 1;
    Accounts next = accounts;
    String path = edit.path();
    if (PathRules.isSpecial(path)) {
      return new StoreState(root, changedSpecial(path, edit, now), now, accounts);
    }
    if (edit instanceof Edit.Create create) {
      next = next.add(create.permissions(), 1);
    } else if (edit instanceof Edit.SetPermissions set) {
      Node node = required(path);
      next = next.add(node.permissions(), -1).add(set.permissions(), 1);
    } else if (edit instanceof Edit.Remove) {
      next = without(next, required(path));
    }
    // A node that is made changes the one above, too: each has a number of its own.
    long last = edit instanceof Edit.Create ? now + 1 : now;
    Node changed = changed(root, path, path.equals("/") ? 1 : 0, edit, now);
    return new StoreState(changed, specials, last, next);
  }

  private Map<String, Node> changedSpecial(String name, Edit edit, long now) {
    if (!(edit instanceof Edit.SetPermissions set)) {
      throw new IllegalStateException("of '%s' only permissions are changed".formatted(name));
    }
    Map<String, Node> changed = new TreeMap<>(specials);
    changed.put(name, required(name).withPermissions(set.permissions(), now));
    return changed;
  }

  private Node required(String path) {
    @Nullable Node node = find(path);
    if (node == null) {
      throw new IllegalStateException("there is no node '%s' to be changed".formatted(path));
    }
    return node;
  }

  private static Accounts without(Accounts accounts, Node node) {
    Accounts left = accounts.add(node.permissions(), -1);
    for (Child child : node.children().inOrder()) {
      left = without(left, child.node());
    }
    return left;
  }

  /** What becomes of a node; its path ends before {@code slash}, or is all of the path. */
  private static Node changed(Node node, String path, int slash, Edit edit, long now) {
    if (slash == path.length()) {
      return switch (edit) {
        case Edit.Put put -> node.withValue(put.value(), now);
        case Edit.SetPermissions set -> node.withPermissions(set.permissions(), now);
        default -> throw new IllegalStateException("'%s' is there".formatted(path));
      };
    }
    int end = Paths.end(path, slash + 1);
    String name = path.substring(slash + 1, end);
    ChildMap children = node.children();
    if (end == path.length()) {
      if (edit instanceof Edit.Create create) {
        Node made = new Node(create.value(), create.permissions(), ChildMap.EMPTY, now);
        return node.withNames(children.with(name, made), now + 1);
      }
      if (edit instanceof Edit.Remove) {
        return node.withNames(children.without(name), now);
      }
    }
    @Nullable Node child = children.get(name);
    if (child == null) {
      throw new IllegalStateException("there is no node '%s' on the way".formatted(path));
    }
    return node.withChild(name, changed(child, path, end, edit, now));
  }
}
