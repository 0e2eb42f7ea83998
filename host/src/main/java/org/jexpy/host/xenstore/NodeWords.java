package org.jexpy.host.xenstore;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jexpy.bindings.xenstore.core.client.EventQueue;
import org.jexpy.bindings.xenstore.core.client.NodeCalls;
import org.jexpy.bindings.xenstore.core.client.RequestRefusedException;
import org.jexpy.bindings.xenstore.core.client.WatchEvent;
import org.jexpy.bindings.xenstore.core.wire.Errno;
import org.jexpy.bindings.xenstore.core.wire.Permissions;
import org.jspecify.annotations.Nullable;

/** What is done with single nodes: ls, read, write, rm, chmod, watch. */
final class NodeWords {
  private NodeWords() {}

  /** {@code ls [-f] [-p] [PATH]}: all below a node, a line each. */
  static int ls(XsStore store, List<String> words, PrintStream out)
      throws XsUsageException, IOException {
    XsWords parsed = XsWords.of("ls", "fp", List.of(), words).atMost(1);
    String top = parsed.rest().isEmpty() ? "/" : parsed.rest().getFirst();
    // Asked for first: a node that is missing is refused, not shown as one without children.
    List<String> children = store.client().list(top);
    new Listing(store.client(), out, parsed.has("-f"), parsed.has("-p")).print(top, children, 0);
    return 0;
  }

  /**
   * Prints a tree, whose nodes may go while they are looked at.
   *
   * @param nodes where they are
   * @param out where to print
   * @param full whether with whole paths
   * @param permissions whether with permissions
   */
  private record Listing(NodeCalls nodes, PrintStream out, boolean full, boolean permissions) {
    void print(String path, List<String> children, int depth) {
      for (String name : children) {
        String child = below(path, name);
        List<String> next = List.of();
        try {
          byte[] value = nodes.read(child);
          String owners =
              permissions
                  ? "   (%s)".formatted(String.join(",", nodes.permissions(child).texts()))
                  : "";
          next = nodes.list(child);
          String shown = full ? child : " ".repeat(depth) + name;
          out.println("%s = \"%s\"%s".formatted(shown, ValueText.of(value), owners));
        } catch (RequestRefusedException e) {
          if (!e.is(Errno.ENOENT)) {
            throw e;
          }
        }
        print(child, next, depth + 1);
      }
    }
  }

  /** {@code read [-R] [-p] PATH...}: values; all of the same moment. */
  static int read(XsStore store, List<String> words, PrintStream out)
      throws XsUsageException, IOException {
    XsWords parsed = XsWords.of("read", "Rp", List.of(), words);
    List<String> paths = parsed.required("path");
    List<byte[]> values = store.read(nodes -> paths.stream().map(nodes::read).toList());
    for (int i = 0; i < paths.size(); i++) {
      if (parsed.has("-p")) {
        out.print(paths.get(i) + ": ");
      }
      if (parsed.has("-R")) {
        out.write(values.get(i), 0, values.get(i).length);
      } else {
        out.println(ValueText.of(values.get(i)));
      }
    }
    return 0;
  }

  /** {@code write [-R] PATH VALUE...}: all, or none. */
  static int write(XsStore store, List<String> words, PrintStream out)
      throws XsUsageException, IOException {
    XsWords parsed = XsWords.of("write", "R", List.of(), words);
    List<String> pairs = parsed.required("path");
    if (pairs.size() % 2 != 0) {
      throw new XsUsageException("no value given for '%s'".formatted(pairs.getLast()));
    }
    return store.change(
        nodes -> {
          for (int i = 0; i < pairs.size(); i += 2) {
            String text = pairs.get(i + 1);
            nodes.write(
                pairs.get(i),
                parsed.has("-R") ? text.getBytes(StandardCharsets.UTF_8) : ValueText.parse(text));
          }
          return 0;
        });
  }

  /** {@code rm PATH...}: with all below; all, or none. */
  static int rm(XsStore store, List<String> words, PrintStream out)
      throws XsUsageException, IOException {
    List<String> paths = XsWords.of("rm", "", List.of(), words).required("path");
    return store.change(
        nodes -> {
          paths.forEach(nodes::remove);
          return 0;
        });
  }

  /** {@code chmod [-r] PATH PERMISSION...}. */
  static int chmod(XsStore store, List<String> words, PrintStream out)
      throws XsUsageException, IOException {
    XsWords parsed = XsWords.of("chmod", "r", List.of(), words);
    List<String> given = parsed.required("path");
    List<String> texts = given.subList(1, given.size());
    @Nullable Permissions permissions = Permissions.parse(texts);
    if (permissions == null) {
      throw new XsUsageException(
          "chmod: '%s' are no permissions; such are n0 r5: the owner with what all others may, then what single domains may, each a letter of n, r, w, b and the number of a domain"
              .formatted(String.join(" ", texts)));
    }
    return store.change(
        nodes -> {
          change(nodes, given.getFirst(), permissions, parsed.has("-r"));
          return 0;
        });
  }

  private static void change(
      NodeCalls nodes, String path, Permissions permissions, boolean allBelow) {
    nodes.setPermissions(path, permissions);
    if (allBelow) {
      for (String name : nodes.list(path)) {
        change(nodes, below(path, name), permissions, true);
      }
    }
  }

  /** {@code watch [-n COUNT] PATH...}: a line for each event, for ever or so many. */
  static int watch(XsStore store, List<String> words, PrintStream out)
      throws XsUsageException, IOException, InterruptedException {
    XsWords parsed = XsWords.of("watch", "", List.of("-n"), words);
    OptionalLong left = count("watch", parsed.flags().get("-n"));
    EventQueue events = new EventQueue();
    for (String path : parsed.required("path")) {
      var _ = store.client().watch(path, path, events);
    }
    for (long seen = 0; left.isEmpty() || seen < left.getAsLong(); ) {
      @Nullable WatchEvent event = events.take(Duration.ofHours(1).toNanos());
      if (event != null) {
        seen++;
        out.println(event.path());
        if (out.checkError()) {
          return 1;
        }
      }
    }
    return 0;
  }

  /** How many, if it is said. */
  static OptionalLong count(String word, @Nullable String text) throws XsUsageException {
    if (text == null) {
      return OptionalLong.empty();
    }
    try {
      long count = Long.parseLong(text);
      if (count > 0) {
        return OptionalLong.of(count);
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new XsUsageException("%s: -n '%s' (expected a number from 1 on)".formatted(word, text));
  }

  /** The path of a child. */
  static String below(String path, String name) {
    return path.equals("/") ? "/" + name : path + "/" + name;
  }
}
