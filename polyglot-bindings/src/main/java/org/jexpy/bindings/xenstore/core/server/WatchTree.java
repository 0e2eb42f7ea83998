package org.jexpy.bindings.xenstore.core.server;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import org.jexpy.bindings.xenstore.core.store.Child;
import org.jexpy.bindings.xenstore.core.store.Node;
import org.jexpy.bindings.xenstore.core.store.StoreState;
import org.jexpy.bindings.xenstore.core.wire.PathRules;
import org.jexpy.bindings.xenstore.core.wire.Permissions;
import org.jspecify.annotations.Nullable;

/**
 * All watches, by the names on their paths. A change looks at the levels on its own path only,
 * however many watches there are; a removal besides at those below that are watched and were there.
 */
final class WatchTree {
  private final Level root = new Level();
  private final Map<String, Set<Watch>> special = new HashMap<>();
  private long visited;

  private static final class Level {
    private final Set<Watch> watches = new LinkedHashSet<>();
    private final Map<String, Level> below = new LinkedHashMap<>();

    boolean isEmpty() {
      return watches.isEmpty() && below.isEmpty();
    }
  }

  void add(Watch watch) {
    String path = watch.path();
    if (PathRules.isSpecial(path)) {
      special.computeIfAbsent(path, name -> new LinkedHashSet<>()).add(watch);
      return;
    }
    Level here = root;
    for (int from = 1; from < path.length(); ) {
      int to = end(path, from);
      here = here.below.computeIfAbsent(path.substring(from, to), name -> new Level());
      from = to + 1;
    }
    here.watches.add(watch);
  }

  void remove(Watch watch) {
    String path = watch.path();
    if (PathRules.isSpecial(path)) {
      special.computeIfPresent(
          path, (name, all) -> all.remove(watch) && all.isEmpty() ? null : all);
      return;
    }
    remove(root, path, 1, watch);
  }

  private static void remove(Level here, String path, int from, Watch watch) {
    if (from >= path.length()) {
      here.watches.remove(watch);
      return;
    }
    int to = end(path, from);
    String name = path.substring(from, to);
    @Nullable Level below = here.below.get(name);
    if (below != null) {
      remove(below, path, to + 1, watch);
      if (below.isEmpty()) {
        here.below.remove(name);
      }
    }
  }

  /**
   * Tell of something special.
   *
   * @param name its name
   * @param permissions who may be told
   */
  void fireSpecial(String name, Permissions permissions) {
    for (Watch watch : special.getOrDefault(name, Set.of())) {
      if (Sight.sees(watch.session().caller(), permissions)) {
        watch.fire(name);
      }
    }
  }

  /**
   * Tell of changes.
   *
   * @param before what was
   * @param after what is
   * @param changed the paths; those at and above each are told, those below if they are gone
   */
  void fire(StoreState before, StoreState after, SequencedSet<String> changed) {
    Firing firing = new Firing(before, after, changed);
    for (String path : changed) {
      firing.gone(path);
      firing.change(path);
    }
  }

  /**
   * Tell of nodes that are gone with their owner: only who watches exactly those, or one below.
   *
   * @param before what was
   * @param after what is
   * @param removed the nodes
   */
  void fireGone(StoreState before, StoreState after, SequencedSet<String> removed) {
    Firing firing = new Firing(before, after, removed);
    for (String path : removed) {
      firing.gone(path);
      @Nullable Level level = find(path);
      if (level != null) {
        firing.tell(path, level.watches);
      }
    }
  }

  /** How many levels were looked at since the beginning. */
  long visited() {
    return visited;
  }

  private @Nullable Level find(String path) {
    Level here = root;
    for (int from = 1; from < path.length(); ) {
      int to = end(path, from);
      visited++;
      @Nullable Level below = here.below.get(path.substring(from, to));
      if (below == null) {
        return null;
      }
      here = below;
      from = to + 1;
    }
    return here;
  }

  private static int end(String path, int from) {
    int slash = path.indexOf('/', from);
    return slash < 0 ? path.length() : slash;
  }

  /** What one commit or request leads to. */
  private final class Firing {
    private final Sight sight;
    private final StoreState before;
    private final StoreState after;
    private final Set<String> changed;

    Firing(StoreState before, StoreState after, Set<String> changed) {
      this.sight = new Sight(before, after);
      this.before = before;
      this.after = after;
      this.changed = changed;
    }

    /** Those who watch the path or one above, the oldest watch first. */
    void change(String path) {
      List<Watch> told = new ArrayList<>(root.watches);
      Level here = root;
      for (int from = 1; from < path.length(); ) {
        int to = end(path, from);
        visited++;
        @Nullable Level below = here.below.get(path.substring(from, to));
        if (below == null) {
          break;
        }
        told.addAll(below.watches);
        here = below;
        from = to + 1;
      }
      if (!told.isEmpty() && (before.find(path) != null || after.find(path) != null)) {
        told.sort(Comparator.comparingLong(Watch::number));
        tell(path, told);
      }
    }

    /** Those who watch exactly what was below a path and is not any more; the deepest first. */
    void gone(String path) {
      @Nullable Node was = before.find(path);
      @Nullable Level level = was == null ? null : find(path);
      if (was != null && level != null && !level.below.isEmpty()) {
        below(level, was, after.find(path), path.equals("/") ? "" : path);
      }
    }

    private void below(Level level, Node was, @Nullable Node is, String path) {
      if (is != null && is.children() == was.children()) {
        return;
      }
      for (String name : watchedNames(level, was)) {
        visited++;
        @Nullable Level next = level.below.get(name);
        @Nullable Node child = was.children().get(name);
        @Nullable Node left = is == null ? null : is.children().get(name);
        if (next == null || child == null || child == left) {
          continue;
        }
        String place = path + "/" + name;
        below(next, child, left, place);
        if (left == null && !changed.contains(place)) {
          tell(place, next.watches);
        }
      }
    }

    /** Of watched names and names that were there, the fewer. */
    private List<String> watchedNames(Level level, Node was) {
      return level.below.size() < was.children().size()
          ? List.copyOf(level.below.keySet())
          : was.children().inOrder().stream().map(Child::name).toList();
    }

    void tell(String path, Iterable<Watch> watches) {
      for (Watch watch : watches) {
        if (sight.sees(watch.session().caller(), path)) {
          watch.fire(path);
        }
      }
    }
  }
}
