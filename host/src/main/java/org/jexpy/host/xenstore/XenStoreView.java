package org.jexpy.host.xenstore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jexpy.bindings.xenstore.core.server.ServerSnapshot;
import org.jexpy.bindings.xenstore.core.store.Child;
import org.jexpy.bindings.xenstore.core.store.Node;
import org.jexpy.host.process.XenStoreSpec;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sees of a XenStore, as it was at one moment.
 *
 * @param socket where it listens
 * @param kept where its nodes are kept
 * @param connections how many clients it serves
 * @param watches how many watches they have
 * @param transactions how many transactions they have open
 * @param nodes how many nodes there are from the path on that was asked for
 * @param rows the first {@link #MAX_ROWS} of them, each before what is below it; none if there is
 *     no such node
 */
public record XenStoreView(
    Path socket,
    String kept,
    int connections,
    int watches,
    int transactions,
    long nodes,
    List<Row> rows) {
  /** How many nodes are shown at most: people read no more, and tools ask the store itself. */
  public static final int MAX_ROWS = 1000;

  /**
   * A node.
   *
   * @param path its path
   * @param depth how far it is below the first one
   * @param permissions its permissions, as they are written
   * @param value its value, with escapes for what cannot be printed
   */
  public record Row(String path, int depth, List<String> permissions, String value) {}

  /** Makes the rows its own. */
  public XenStoreView {
    rows = List.copyOf(rows);
  }

  static XenStoreView of(Path socket, XenStoreSpec spec, ServerSnapshot seen, String path) {
    List<Row> rows = new ArrayList<>();
    @Nullable Node top = seen.tree().find(path);
    long nodes = top == null ? 0 : add(rows, path, 0, top);
    String sync = spec.synced() ? "disk" : "process";
    String kept =
        spec.folder().map(folder -> "file:%s,sync=%s".formatted(folder, sync)).orElse("memory");
    return new XenStoreView(
        socket, kept, seen.connections(), seen.watches(), seen.transactions(), nodes, rows);
  }

  /** Adds what there is room for, and counts all. */
  private static long add(List<Row> rows, String path, int depth, Node node) {
    if (rows.size() < MAX_ROWS) {
      rows.add(new Row(path, depth, node.permissions().texts(), ValueText.of(node.value())));
    }
    long count = 1;
    for (Child child : node.children().inOrder()) {
      count += add(rows, NodeWords.below(path, child.name()), depth + 1, child.node());
    }
    return count;
  }
}
