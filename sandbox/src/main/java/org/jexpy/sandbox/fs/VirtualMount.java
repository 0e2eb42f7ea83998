package org.jexpy.sandbox.fs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Read-only files that exist for guests only: the Python and JavaScript sources of facades, taken
 * from the class path. They appear below {@link #ROOT}. Immutable; content is read when it is first
 * opened.
 */
public final class VirtualMount {
  /** Where guests see the mount. */
  public static final Path ROOT = Path.of("/.jexpy");

  private final Map<Path, Content> files;
  private final Map<Path, Set<Path>> folders;

  private VirtualMount(Map<Path, Content> files, Map<Path, Set<Path>> folders) {
    this.files = files;
    this.folders = folders;
  }

  /**
   * A file to mount.
   *
   * @param anchor the class beside whose package the resource lies
   * @param resource the name of the resource, as {@link Class#getResourceAsStream} takes it
   */
  public record Content(Class<?> anchor, String resource) {
    byte[] read() {
      try (InputStream in = anchor.getResourceAsStream(resource)) {
        if (in == null) {
          throw new IllegalStateException(
              "resource '%s' is missing beside %s; the build is incomplete"
                  .formatted(resource, anchor.getName()));
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read resource '" + resource + "'", e);
      }
    }
  }

  /**
   * Make a mount.
   *
   * @param contents the files by their path below {@link #ROOT}, such as {@code python/_socket.py}
   * @return the mount
   */
  public static VirtualMount of(Map<String, Content> contents) {
    Map<Path, Content> files = new TreeMap<>();
    Map<Path, Set<Path>> folders = new TreeMap<>();
    folders.put(ROOT, new TreeSet<>());
    contents.forEach(
        (name, content) -> {
          Path path = ROOT.resolve(name).normalize();
          files.put(path, content);
          Path child = path;
          for (Path parent = path.getParent();
              parent != null && parent.startsWith(ROOT);
              parent = parent.getParent()) {
            folders.computeIfAbsent(parent, folder -> new TreeSet<>()).add(child);
            child = parent;
          }
        });
    return new VirtualMount(files, folders);
  }

  /** Whether a path belongs to the mount, existing or not. */
  static boolean covers(Path path) {
    return path.startsWith(ROOT);
  }

  /** The content of a file, or empty if there is no such file. */
  Optional<byte[]> read(Path path) {
    return Optional.ofNullable(files.get(path.normalize())).map(Content::read);
  }

  boolean isFile(Path path) {
    return files.containsKey(path.normalize());
  }

  boolean isFolder(Path path) {
    return folders.containsKey(path.normalize());
  }

  /** The entries of a folder; empty if there is no such folder. */
  Set<Path> list(Path path) {
    return folders.getOrDefault(path.normalize(), Set.of());
  }
}
