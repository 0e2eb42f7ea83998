package org.jexpy.bindings.xenstore.core.client;

import java.util.ArrayList;
import java.util.List;
import org.jexpy.bindings.xenstore.core.wire.Payload;

/**
 * The names of children that do not fit into one reply. Each part tells the node's generation: when
 * it changes, what was read is of no use.
 */
final class DirectoryParts {
  private final String path;
  private final List<String> names = new ArrayList<>();
  private String generation = "";
  private int offset;

  DirectoryParts(String path) {
    this.path = path;
  }

  /** What to ask for next, the first time as well. */
  byte[] next() {
    return Payload.of(path, Integer.toString(offset));
  }

  /** Take what came; whether it was the last part. */
  boolean add(byte[] part) {
    List<String> strings = Payload.strings(part);
    String now = strings.isEmpty() ? "" : strings.getFirst();
    if (offset > 0 && !now.equals(generation)) {
      names.clear();
      offset = 0;
      return false;
    }
    generation = now;
    for (String name : strings.subList(Math.min(1, strings.size()), strings.size())) {
      if (name.isEmpty()) {
        return true;
      }
      names.add(name);
      offset += name.length() + 1;
    }
    return strings.size() < 2;
  }

  List<String> names() {
    return List.copyOf(names);
  }
}
