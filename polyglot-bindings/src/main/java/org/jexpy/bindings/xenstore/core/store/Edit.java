package org.jexpy.bindings.xenstore.core.store;

import org.jexpy.bindings.xenstore.core.wire.Permissions;

/**
 * One change of the tree: what a request came to, not the request. Transactions keep edits and run
 * them again, and back ends store them.
 */
public sealed interface Edit {
  /** Where. */
  String path();

  /**
   * A node that was not there, below one that is.
   *
   * @param path where
   * @param permissions its permissions
   * @param value its value
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Create(String path, Permissions permissions, byte[] value) implements Edit {}

  /**
   * A value of a node that is there.
   *
   * @param path where
   * @param value the value
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Put(String path, byte[] value) implements Edit {}

  /**
   * Permissions of a node that is there.
   *
   * @param path where
   * @param permissions the permissions
   */
  record SetPermissions(String path, Permissions permissions) implements Edit {}

  /**
   * A node that goes, with all below; not the root.
   *
   * @param path where
   */
  record Remove(String path) implements Edit {}
}
