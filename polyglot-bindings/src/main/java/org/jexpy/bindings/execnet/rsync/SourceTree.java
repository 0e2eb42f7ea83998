package org.jexpy.bindings.execnet.rsync;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jexpy.bindings.execnet.serial.Tuple;
import org.jexpy.bindings.execnet.spec.PythonText;
import org.jspecify.annotations.Nullable;

/** What is to be copied: told from the top, each folder before what is in it. */
final class SourceTree {
  private final String root;
  private final SyncFiles files;
  private final SyncListener listener;
  private final Consumer<@Nullable Object> told;
  private final Set<String> offered = new HashSet<>();
  private final List<Tuple> links = new ArrayList<>();

  SourceTree(String root, SyncFiles files, SyncListener listener, Consumer<@Nullable Object> told) {
    this.root = root;
    this.files = files;
    this.listener = listener;
    this.told = told;
  }

  /** Tell all of it. */
  void tell() throws IOException {
    tell("");
  }

  private void tell(String name) throws IOException {
    String path = path(name);
    SyncEntry entry = files.look(path);
    if (entry == null) {
      // It has gone meanwhile. It is asked for, and there is none.
      offered.add(name);
      told.accept(Tuple.of(null, 0, 0));
    } else if (entry.isFile()) {
      offered.add(name);
      told.accept(Tuple.of(entry.mode(), entry.modified(), entry.size()));
    } else if (entry.isFolder()) {
      tellFolder(name, path, entry);
    } else if (entry.isLink()) {
      links.add(link(name, files.target(path)));
      told.accept(null);
    } else {
      throw new IllegalArgumentException("cannot sync " + PythonText.literal(path));
    }
  }

  private void tellFolder(String name, String path, SyncEntry entry) throws IOException {
    List<String> wanted = new ArrayList<>();
    for (String each : files.names(path)) {
      if (listener.isWanted(below(path, each))) {
        wanted.add(each);
      }
    }
    List<Object> item = new ArrayList<>();
    item.add(entry.mode());
    item.addAll(wanted);
    told.accept(item);
    for (String each : wanted) {
      tell(name.isEmpty() ? each : name + "/" + each);
    }
  }

  /** A link into the tree leads into the copy; any other says the same there. */
  private Tuple link(String name, String says) {
    if (says.equals(root)) {
      return Tuple.of("linkbase", name, "");
    }
    String prefix = root.endsWith("/") ? root : root + "/";
    return says.startsWith(prefix)
        ? Tuple.of("linkbase", name, says.substring(prefix.length()).replaceFirst("^/+", ""))
        : Tuple.of("link", name, says);
  }

  /** What was told of a file, so that it may be asked for. */
  boolean hasOffered(String name) {
    return offered.contains(name);
  }

  /** The links, complete when everything is told. */
  List<Tuple> links() {
    return links;
  }

  /** Where something is that has been told. */
  String path(String name) {
    return name.isEmpty() ? root : below(root, name);
  }

  private static String below(String folder, String name) {
    return folder.endsWith("/") ? folder + name : folder + "/" + name;
  }
}
