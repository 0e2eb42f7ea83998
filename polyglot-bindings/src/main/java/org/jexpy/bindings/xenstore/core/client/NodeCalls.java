package org.jexpy.bindings.xenstore.core.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jexpy.bindings.xenstore.core.wire.Errno;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.jexpy.bindings.xenstore.core.wire.Permissions;

/**
 * What can be done with nodes, outside of transactions and inside. Paths begin with a slash, or are
 * relative to the home of the domain, which is 0 on sockets; the server checks them. Every method
 * may throw a {@link XenStoreException}.
 */
public abstract sealed class NodeCalls permits XenStoreClient, ClientTransaction {
  NodeCalls() {}

  abstract byte[] ask(Operation operation, byte[] payload);

  /**
   * The value of a node.
   *
   * @param path the node
   * @return its value, as it is
   * @throws RequestRefusedException if there is no such node (ENOENT), or it may not be read
   */
  public byte[] read(String path) {
    return ask(Operation.READ, Payload.of(path));
  }

  /**
   * The value of a node that may be missing.
   *
   * @param path the node
   */
  public Optional<byte[]> find(String path) {
    try {
      return Optional.of(read(path));
    } catch (RequestRefusedException e) {
      if (e.is(Errno.ENOENT)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Set the value of a node; it is made if it is missing, and so is what is above it.
   *
   * @param path the node
   * @param value its value
   */
  public void write(String path, byte[] value) {
    ask(Operation.WRITE, Payload.of(path, value));
  }

  /**
   * Make a node with an empty value, unless it is there.
   *
   * @param path the node
   */
  public void mkdir(String path) {
    ask(Operation.MKDIR, Payload.of(path));
  }

  /**
   * Remove a node and all below it.
   *
   * @param path the node; it may be missing, but not the node above it
   */
  public void remove(String path) {
    ask(Operation.RM, Payload.of(path));
  }

  /**
   * Whether there is such a node.
   *
   * @param path the node
   */
  public boolean exists(String path) {
    return find(path).isPresent();
  }

  /**
   * The names of a node's children, however many.
   *
   * @param path the node
   * @return the names in the server's order
   */
  public List<String> list(String path) {
    try {
      return Payload.strings(ask(Operation.DIRECTORY, Payload.of(path)));
    } catch (RequestRefusedException e) {
      if (e.is(Errno.E2BIG)) {
        return listByParts(path);
      }
      throw e;
    }
  }

  private List<String> listByParts(String path) {
    DirectoryParts parts = new DirectoryParts(path);
    while (!parts.add(ask(Operation.DIRECTORY_PART, parts.next()))) {
      // until that was the last one
    }
    return parts.names();
  }

  /**
   * The permissions of a node.
   *
   * @param path the node
   */
  public Permissions permissions(String path) {
    byte[] answer = ask(Operation.GET_PERMS, Payload.of(path));
    Permissions permissions = Permissions.parse(Payload.strings(answer));
    if (permissions == null) {
      throw new UnexpectedReplyException(
          Operation.GET_PERMS, answer, "a letter of w, r, b, n and a number each");
    }
    return permissions;
  }

  /**
   * Set the permissions of a node.
   *
   * @param path the node
   * @param permissions what they shall be
   */
  public void setPermissions(String path, Permissions permissions) {
    List<String> strings = new ArrayList<>(permissions.texts());
    strings.addFirst(path);
    ask(Operation.SET_PERMS, Payload.of(strings));
  }
}
