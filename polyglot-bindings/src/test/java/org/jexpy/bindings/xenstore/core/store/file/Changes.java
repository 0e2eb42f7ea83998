package org.jexpy.bindings.xenstore.core.store.file;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jexpy.bindings.xenstore.core.store.Child;
import org.jexpy.bindings.xenstore.core.store.Edit;
import org.jexpy.bindings.xenstore.core.store.Node;
import org.jexpy.bindings.xenstore.core.store.StoreState;
import org.jexpy.bindings.xenstore.core.wire.Access;
import org.jexpy.bindings.xenstore.core.wire.Permissions;

/** Changes that are possible one after the other, and what the store is after each. */
final class Changes {
  private static final List<Access> ACCESS =
      List.of(Access.NONE, Access.READ, Access.WRITE, Access.BOTH);

  private final List<List<Edit>> all = new ArrayList<>();
  private final List<String> states = new ArrayList<>();
  private final List<StoreState> trees = new ArrayList<>();

  /**
   * Some changes.
   *
   * @param base what they begin with
   * @param count how many
   * @param seed which ones
   */
  Changes(StoreState base, int count, long seed) {
    Random random = new Random(seed);
    StoreState state = base;
    note(state);
    for (int i = 0; i < count; i++) {
      List<Edit> edits = new ArrayList<>();
      for (int more = random.nextInt(3); more >= 0; more--) {
        Edit edit = edit(state, random);
        edits.add(edit);
        state = state.apply(edit);
      }
      all.add(edits);
      note(state);
    }
  }

  private void note(StoreState state) {
    trees.add(state);
    states.add(text(state));
  }

  private static Edit edit(StoreState state, Random random) {
    String path = "/" + (char) ('a' + random.nextInt(4));
    if (random.nextBoolean() && state.find(path) != null) {
      path += "/" + (char) ('p' + random.nextInt(4));
    }
    byte[] value = new byte[random.nextInt(40)];
    random.nextBytes(value);
    Permissions permissions =
        new Permissions(
            random.nextInt(9),
            ACCESS.get(random.nextInt(ACCESS.size())),
            List.of(new Permissions.Entry(random.nextInt(), Access.READ, random.nextBoolean())));
    if (random.nextInt(12) == 0) {
      return new Edit.SetPermissions(StoreState.RELEASE_DOMAIN, permissions);
    }
    if (state.find(path) == null) {
      return new Edit.Create(path, permissions, value);
    }
    return switch (random.nextInt(3)) {
      case 0 -> new Edit.Put(path, value);
      case 1 -> new Edit.SetPermissions(path, permissions);
      default -> new Edit.Remove(path);
    };
  }

  /** Those of a change, from 1. */
  List<Edit> edits(int change) {
    return all.get(change - 1);
  }

  /** The store after a change; 0 is before the first. */
  StoreState after(int change) {
    return trees.get(change);
  }

  int count() {
    return all.size();
  }

  /** After how many changes a store looks like this: the latest; -1 if after none. */
  int changesOf(StoreState state) {
    return states.lastIndexOf(text(state));
  }

  /** Everything that people can see of a store. */
  static String text(StoreState state) {
    StringBuilder text = new StringBuilder();
    text.append(state.specials()).append('\n');
    add(text, "", state.root());
    return text.toString();
  }

  private static void add(StringBuilder text, String path, Node node) {
    text.append(path)
        .append(' ')
        .append(node.permissions())
        .append(node.permissions().entries())
        .append(' ')
        .append(new String(node.value(), StandardCharsets.ISO_8859_1))
        .append('\n');
    for (Child child : node.children().inOrder()) {
      add(text, path + "/" + child.name(), child.node());
    }
  }
}
