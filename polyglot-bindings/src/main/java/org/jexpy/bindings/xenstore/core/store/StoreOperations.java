package org.jexpy.bindings.xenstore.core.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.jexpy.bindings.xenstore.core.wire.Access;
import org.jexpy.bindings.xenstore.core.wire.Errno;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.jexpy.bindings.xenstore.core.wire.Permissions;
import org.jspecify.annotations.Nullable;

/**
 * What requests do to nodes: each looks at permissions and quotas first, and then changes all or
 * nothing. Paths are valid and begin at the root.
 */
public final class StoreOperations {
  /** Of what a transaction has looked at. */
  private static final Outcome TOO_MANY = Outcome.refused(Errno.ENOSPC);

  private final Draft draft;
  private final Caller caller;
  private final IntPredicate domains;

  /**
   * Operations.
   *
   * @param draft what they look at and change
   * @param caller on whose behalf
   * @param domains which domains there are
   */
  public StoreOperations(Draft draft, Caller caller, IntPredicate domains) {
    this.draft = draft;
    this.caller = caller;
    this.domains = domains;
  }

  /** The value of a node. */
  public Outcome read(String path) {
    if (!mayLook(path)) {
      return TOO_MANY;
    }
    @Nullable Node node = draft.seen().find(path);
    return node != null && caller.may(Access.READ, node.permissions())
        ? new Outcome.Done(node.value())
        : refusal(path, node, Access.READ);
  }

  /** The names of the children, if they fit into a packet. */
  public Outcome directory(String path) {
    if (!mayLook(path)) {
      return TOO_MANY;
    }
    @Nullable Node node = draft.seen().find(path);
    if (node == null || !caller.may(Access.READ, node.permissions())) {
      return refusal(path, node, Access.READ);
    }
    return node.children().listBytes() > Packet.MAX_PAYLOAD
        ? Outcome.refused(Errno.E2BIG)
        : new Outcome.Done(node.children().listing());
  }

  /**
   * As many names of children as fit, behind a number that changes when they do. Behind the last
   * one there is one more NUL.
   *
   * @param path the node
   * @param offset where in the whole list to begin; it may be within a name
   */
  public Outcome directoryPart(String path, int offset) {
    if (!mayLook(path)) {
      return TOO_MANY;
    }
    @Nullable Node node = draft.seen().find(path);
    if (node == null || !caller.may(Access.READ, node.permissions())) {
      return refusal(path, node, Access.READ);
    }
    byte[] head = Payload.of(Long.toString(node.generation()));
    byte[] all = node.children().listing();
    int from = Math.clamp(Integer.toUnsignedLong(offset), 0, all.length);
    int room = Packet.MAX_PAYLOAD - head.length - 1;
    int to = from;
    for (int nul = Payload.indexOfNul(all, to);
        nul >= 0 && nul + 1 - from <= room;
        nul = Payload.indexOfNul(all, to)) {
      to = nul + 1;
    }
    boolean last = to == all.length;
    byte[] part = Arrays.copyOf(head, head.length + (to - from) + (last ? 1 : 0));
    System.arraycopy(all, from, part, head.length, to - from);
    return new Outcome.Done(part);
  }

  /** The permissions of a node. */
  public Outcome permissions(String path) {
    if (!mayLook(path)) {
      return TOO_MANY;
    }
    @Nullable Node node = draft.seen().find(path);
    if (node == null || !caller.may(Access.READ, node.permissions())) {
      return refusal(path, node, Access.READ);
    }
    byte[] texts = Payload.of(node.permissions().texts());
    return texts.length > Packet.MAX_PAYLOAD
        ? Outcome.refused(Errno.E2BIG)
        : new Outcome.Done(texts);
  }

  /** Set the value of a node, which is made if it is not there. */
  public Outcome write(String path, byte[] value) {
    if (!mayLook(path)) {
      return TOO_MANY;
    }
    @Nullable Node node = draft.seen().find(path);
    if (node == null) {
      return create(path, value);
    }
    if (!caller.may(Access.WRITE, node.permissions())) {
      return Outcome.refused(Errno.EACCES);
    }
    int size = Node.size(node.permissions(), value.length, node.children().listBytes());
    if (size > caller.quotas().nodeSize()) {
      return Outcome.refused(Errno.ENOSPC);
    }
    draft.apply(new Edit.Put(path, value));
    draft.tell(path);
    return Outcome.OK;
  }

  /** Make a node. One that is there stays as it is. */
  public Outcome makeNode(String path) {
    if (!mayLook(path)) {
      return TOO_MANY;
    }
    @Nullable Node node = draft.seen().find(path);
    if (node == null) {
      return create(path, Payload.empty());
    }
    return caller.may(Access.WRITE, node.permissions())
        ? Outcome.OK
        : Outcome.refused(Errno.EACCES);
  }

  /** Make a node with those that are missing above it. Watches are told of the last one only. */
  private Outcome create(String path, byte[] value) {
    List<String> missing = new ArrayList<>();
    String above = path;
    @Nullable Node anchor = null;
    while (anchor == null) {
      missing.add(above);
      above = Paths.parent(above);
      if (!mayLook(above)) {
        return TOO_MANY;
      }
      anchor = draft.seen().find(above);
    }
    if (!caller.may(Access.WRITE, anchor.permissions())) {
      return Outcome.refused(Errno.EACCES);
    }
    Permissions permissions =
        caller.privileged() ? anchor.permissions() : anchor.permissions().ownedBy(caller.domain());
    List<String> making = missing.reversed();
    if (isTooMuch(anchor, permissions, making, value.length)) {
      return Outcome.refused(Errno.ENOSPC);
    }
    for (String one : making) {
      byte[] content = one.equals(path) ? value : Payload.empty();
      draft.apply(new Edit.Create(one, permissions, content));
    }
    draft.tell(path);
    return Outcome.OK;
  }

  private boolean isTooMuch(
      Node anchor, Permissions permissions, List<String> making, int valueBytes) {
    Quotas quotas = caller.quotas();
    if (draft.seen().owned(caller.domain()) + making.size() > quotas.nodes()) {
      return true;
    }
    int size = anchor.size();
    for (String one : making) {
      size += one.length() - one.lastIndexOf('/');
      if (size > quotas.nodeSize()) {
        return true;
      }
      size = Node.size(permissions, 0, 0);
    }
    return size + valueBytes > quotas.nodeSize();
  }

  /** Remove a node with all below. One that is not there is fine, if the one above it is. */
  public Outcome remove(String path) {
    if (path.equals("/")) {
      return Outcome.refused(Errno.EINVAL);
    }
    if (!mayLook(path)) {
      return TOO_MANY;
    }
    @Nullable Node node = draft.seen().find(path);
    if (node == null) {
      Outcome refusal = refusal(path, null, Access.WRITE);
      boolean mayLook = refusal instanceof Outcome.Refused(Errno errno) && errno == Errno.ENOENT;
      String parent = Paths.parent(path);
      if (mayLook && draft.seen().find(parent) != null) {
        // The one above is not touched: what else happens in it makes no difference here.
        return Outcome.OK;
      }
      return mayLook(parent) ? refusal : TOO_MANY;
    }
    if (!caller.may(Access.WRITE, node.permissions())) {
      return Outcome.refused(Errno.EACCES);
    }
    if (!mayLook(Paths.parent(path))) {
      return TOO_MANY;
    }
    draft.touchAll(path);
    draft.apply(new Edit.Remove(path));
    draft.tellRemoved(path);
    return Outcome.OK;
  }

  /**
   * Set the permissions of a node.
   *
   * @param path the node
   * @param wanted the permissions; checked by {@link #known}
   */
  public Outcome setPermissions(String path, Permissions wanted) {
    if (!mayLook(path)) {
      return TOO_MANY;
    }
    @Nullable Node node = draft.seen().find(path);
    if (node == null) {
      return refusal(path, null, Access.WRITE);
    }
    if (!caller.owns(node.permissions())) {
      return Outcome.refused(Errno.EACCES);
    }
    if (!caller.privileged() && wanted.owner() != node.permissions().owner()) {
      return Outcome.refused(Errno.EPERM);
    }
    int size = Node.size(wanted, node.value().length, node.children().listBytes());
    if (size > caller.quotas().nodeSize()) {
      return Outcome.refused(Errno.ENOSPC);
    }
    draft.apply(new Edit.SetPermissions(path, wanted));
    draft.tell(path);
    return Outcome.OK;
  }

  /**
   * Say who may be told of something special. No watch is told of that itself.
   *
   * @param name its name
   * @param wanted the permissions; checked by {@link #known}
   */
  public Outcome setSpecial(String name, Permissions wanted) {
    if (!mayLook(name)) {
      return TOO_MANY;
    }
    @Nullable Node special = draft.seen().find(name);
    if (special == null) {
      return Outcome.refused(Errno.EINVAL);
    }
    if (!caller.owns(special.permissions())) {
      return Outcome.refused(Errno.EACCES);
    }
    draft.apply(new Edit.SetPermissions(name, wanted));
    return Outcome.OK;
  }

  /**
   * Permissions as they can be set now: entries of domains that are not there are of no use.
   *
   * @param wanted what was asked for
   * @return the permissions; null if there is no such owner
   */
  public @Nullable Permissions known(Permissions wanted) {
    if (!domains.test(wanted.owner())) {
      return null;
    }
    List<Permissions.Entry> entries = new ArrayList<>();
    for (Permissions.Entry entry : wanted.entries()) {
      entries.add(
          new Permissions.Entry(entry.domain(), entry.access(), !domains.test(entry.domain())));
    }
    return new Permissions(wanted.owner(), wanted.others(), entries);
  }

  private boolean mayLook(String path) {
    return draft.touch(path, caller.quotas());
  }

  /** Why it cannot be: that a node is missing is told only to those who may look there. */
  private Outcome refusal(String path, @Nullable Node node, Access wanted) {
    if (node != null) {
      return Outcome.refused(Errno.EACCES);
    }
    String above = path;
    @Nullable Node anchor = null;
    while (anchor == null) {
      above = Paths.parent(above);
      anchor = draft.seen().find(above);
    }
    boolean may = caller.may(wanted, anchor.permissions());
    return Outcome.refused(may ? Errno.ENOENT : Errno.EACCES);
  }
}
