package org.jexpy.host.xenstore;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jexpy.bindings.xenstore.core.client.NodeCalls;
import org.jexpy.bindings.xenstore.core.client.XenStoreClient;

/** What is done with whole trees: dump, load, diff. */
final class DumpWords {
  /** The first line of a dump. */
  private static final String TITLE = "# XenStore dump 1: PATH (PERMISSION,...) = \"VALUE\"";

  private DumpWords() {}

  /** {@code dump [PATH]}: a tree as a file that {@code load} and {@code diff} read. */
  static int dump(XenStoreClient store, List<String> words, PrintStream out)
      throws XsUsageException {
    XsWords parsed = XsWords.of("dump", "", List.of(), words);
    String top = parsed.rest().isEmpty() ? "/" : parsed.rest().getFirst();
    out.println(TITLE);
    tree(store, top).forEach(out::println);
    return 0;
  }

  /** All of one moment. */
  private static List<DumpLine> tree(XenStoreClient store, String top) {
    return NodeWords.inOne(
        store,
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
  static int load(XenStoreClient store, List<String> words, PrintStream out)
      throws XsUsageException, IOException {
    List<String> files = XsWords.of("load", "", List.of(), words).required("file");
    List<DumpLine> lines = read(files.getFirst());
    NodeWords.inOne(
        store,
        nodes -> {
          for (DumpLine line : lines) {
            nodes.write(line.path(), ValueText.parse(line.value()));
            nodes.setPermissions(line.path(), line.known());
          }
          return lines.size();
        });
    out.println("%d nodes written".formatted(lines.size()));
    return 0;
  }

  /**
   * {@code diff FILE [FILE2]}: what makes a dump another one, or what the store is. Status 1 if
   * they differ.
   */
  static int diff(XenStoreClient store, List<String> words, PrintStream out)
      throws XsUsageException, IOException {
    List<String> files = XsWords.of("diff", "", List.of(), words).required("file");
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

  private static List<DumpLine> present(XenStoreClient store, String top) {
    return store.exists(top) ? tree(store, top) : List.of();
  }

  private static Map<String, DumpLine> byPath(List<DumpLine> lines) {
    Map<String, DumpLine> all = new TreeMap<>();
    lines.forEach(line -> all.put(line.path(), line));
    return all;
  }

  private static List<DumpLine> read(String name) throws IOException {
    List<DumpLine> lines = new ArrayList<>();
    int number = 0;
    for (String line : lines(name)) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        lines.add(DumpLine.parse("%s, line %d".formatted(name, number), line));
      }
    }
    return lines;
  }

  private static List<String> lines(String name) throws IOException {
    try {
      byte[] content =
          name.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(name));
      // Not by String's own way, which would put something else where it is no ASCII.
      return StandardCharsets.US_ASCII
          .newDecoder()
          .decode(ByteBuffer.wrap(content))
          .toString()
          .lines()
          .toList();
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file '%s'".formatted(name), e);
    } catch (CharacterCodingException e) {
      throw new IOException("'%s' is no dump: it is no ASCII text".formatted(name), e);
    }
  }
}
