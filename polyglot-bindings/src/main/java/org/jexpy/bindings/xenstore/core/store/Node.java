package org.jexpy.bindings.xenstore.core.store;

import org.jexpy.bindings.xenstore.core.wire.Permissions;

/** A node as it is in one state of the store. Never changes: a change makes another. */
public final class Node {
  /** What C xenstored keeps besides of a node, which counts for the quota. */
  private static final int HEADER = 24;

  private static final int PERMISSION = 8;

  private final byte[] value;
  private final Permissions permissions;
  private final ChildMap children;
  private final long generation;

  Node(byte[] value, Permissions permissions, ChildMap children, long generation) {
    this.value = value;
    this.permissions = permissions;
    this.children = children;
    this.generation = generation;
  }

  /** Its value; not to be changed. */
  public byte[] value() {
    return value;
  }

  /** Who may do what with it. */
  public Permissions permissions() {
    return permissions;
  }

  /** What is below. */
  public ChildMap children() {
    return children;
  }

  /** When its value, permissions or the names of its children were changed last. */
  public long generation() {
    return generation;
  }

  /** How large it is, as quotas count. */
  int size() {
    return size(permissions, value.length, children.listBytes());
  }

  static int size(Permissions permissions, int valueBytes, int listBytes) {
    return HEADER + PERMISSION * permissions.size() + valueBytes + listBytes;
  }

  Node withValue(byte[] newValue, long now) {
    return new Node(newValue, permissions, children, now);
  }

  Node withPermissions(Permissions newPermissions, long now) {
    return new Node(value, newPermissions, children, now);
  }

  /** The same with a child added or removed. */
  Node withNames(ChildMap newChildren, long now) {
    return new Node(value, permissions, newChildren, now);
  }

  /** The same with a child that was changed: no change of this node. */
  Node withChild(String name, Node child) {
    return new Node(value, permissions, children.with(name, child), generation);
  }
}
