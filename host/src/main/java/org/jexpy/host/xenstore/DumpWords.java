package org.jexpy.host.xenstore;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jexpy.bindings.xenstore.core.client.NodeCalls;

/** What is done with whole trees: dump, load, diff. */
final class DumpWords {
  /** The first line of a dump. */
  private static final String TITLE = "# XenStore dump 1: PATH (PERMISSION,...) = \"VALUE\"";

  private DumpWords() {}

  /** {@code dump [PATH]}: a tree as a file that {@code load} and {@code diff} read. */
  static int dump(XsStore store, List<String> words, PrintStream out)
      throws XsUsageException, IOException {
    XsWords parsed = XsWords.of("dump", "", List.of(), words).atMost(1);
    String top = parsed.rest().isEmpty() ? "/" : parsed.rest().getFirst();
    out.println(TITLE);
    tree(store, top).forEach(out::println);
    return 0;
  }

  /** All of one moment. */
  private static List<DumpLine> tree(XsStore store, String top) throws IOException {
    return store.read(
        nodes -> {
          List<DumpLine> lines = new ArrayList<>();
          add(nodes, top, lines);
          return lines;
        });
  }

  private static void add(NodeCalls nodes, String path, List<DumpLine> lines) {
    lines.add(new DumpLine(path, nodes.permissions(path).texts(), ValueText.of(nodes.read(path))));
    for (String name : nodes.list(path)) {
      add(nodes, NodeWords.below(path, name), lines);
    }
  }

  /** {@code load FILE}: writes each node of a dump, all or none; others stay. */
  static int load(XsStore store, List<String> words, PrintStream out)
      throws XsUsageException, IOException {
    List<String> files = XsWords.of("load", "", List.of(), words).atMost(1).required("file");
    List<DumpLine> lines = read(files.getFirst());
    int written =
        store.change(
            nodes -> {
              for (DumpLine line : lines) {
                nodes.write(line.path(), ValueText.parse(line.value()));
                nodes.setPermissions(line.path(), line.known());
              }
              return lines.size();
            });
    out.println("%d nodes written".formatted(written));
    return 0;
  }

  /**
   * {@code diff FILE [FILE2]}: what makes a dump another one, or what the store is. Status 1 if
   * they differ.
   */
  static int diff(XsStore store, List<String> words, PrintStream out)
      throws XsUsageException, IOException {
    List<String> files = XsWords.of("diff", "", List.of(), words).atMost(2).required("file");
    List<DumpLine> before = read(files.getFirst());
    String top = before.isEmpty() ? "/" : before.getFirst().path();
    Map<String, DumpLine> old = byPath(before);
    Map<String, DumpLine> now = byPath(files.size() > 1 ? read(files.get(1)) : present(store, top));
    TreeSet<String> paths = new TreeSet<>(old.keySet());
    paths.addAll(now.keySet());
    int status = 0;
    for (String path : paths) {
      DumpLine one = old.get(path);
      DumpLine other = now.get(path);
      if (!Objects.equals(one, other)) {
        status = 1;
        if (one != null) {
          out.println("- " + one);
        }
        if (other != null) {
          out.println("+ " + other);
        }
      }
    }
    return status;
  }

  private static List<DumpLine> present(XsStore store, String top) throws IOException {
    return store.client().exists(top) ? tree(store, top) : List.of();
  }

  private static Map<String, DumpLine> byPath(List<DumpLine> lines) {
    Map<String, DumpLine> all = new TreeMap<>();
    lines.forEach(line -> all.put(line.path(), line));
    return all;
  }

  private static List<DumpLine> read(String name) throws IOException {
    return TextLines.read(name, "dump", DumpLine::parse);
  }
}
