package org.jexpy.bindings.xenstore.core.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The edits of a transaction, in order, without those that came to nothing: so there are never more
 * than a few for each path, however often a client writes to it.
 */
final class TransactionEdits {
  /** By a number that rises. An edit that takes the place of another takes its number. */
  private final Map<Integer, Edit> edits = new LinkedHashMap<>();

  private final NavigableMap<String, Places> places = new TreeMap<>();
  private int last;

  /** The numbers of what there is about a path; 0 if there is none. */
  private static final class Places {
    private int removed;
    private int made;
    private int value;
    private int permissions;

    boolean isEmpty() {
      return (removed | made | value | permissions) == 0;
    }
  }

  List<Edit> inOrder() {
    return List.copyOf(edits.values());
  }

  void add(Edit edit) {
    Places here = places.computeIfAbsent(edit.path(), path -> new Places());
    switch (edit) {
      case Edit.Create create -> here.made = put(0, create);
      case Edit.Put put -> {
        if (edits.get(here.made) instanceof Edit.Create made) {
          edits.put(here.made, new Edit.Create(made.path(), made.permissions(), put.value()));
        } else {
          here.value = put(here.value, put);
        }
      }
      case Edit.SetPermissions set -> {
        if (edits.get(here.made) instanceof Edit.Create made) {
          edits.put(here.made, new Edit.Create(made.path(), set.permissions(), made.value()));
        } else {
          here.permissions = put(here.permissions, set);
        }
      }
      case Edit.Remove remove -> remove(remove, here);
    }
  }

  /** In the place of another edit, or behind all if that is 0; gives the number. */
  private int put(int place, Edit edit) {
    int number = place;
    if (number == 0) {
      last++;
      number = last;
    }
    @Nullable Edit _ = edits.put(number, edit);
    return number;
  }

  private void remove(Edit.Remove remove, Places here) {
    String path = remove.path();
    // All that begins with the path and a slash: '0' is the character behind that.
    Map<String, Places> below = places.subMap(path + '/', true, path + '0', false);
    below.values().forEach(this::forget);
    below.clear();
    boolean made = here.made != 0;
    int removed = here.removed;
    here.removed = 0;
    forget(here);
    here.made = 0;
    here.value = 0;
    here.permissions = 0;
    // What the transaction itself had made leaves no trace; one that it had removed before does.
    here.removed = made ? removed : put(0, remove);
    if (here.isEmpty()) {
      places.remove(path);
    }
  }

  private void forget(Places gone) {
    for (int number : new int[] {gone.removed, gone.made, gone.value, gone.permissions}) {
      edits.remove(number);
    }
  }
}
