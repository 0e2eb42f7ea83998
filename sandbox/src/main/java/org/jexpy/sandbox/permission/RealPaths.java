package org.jexpy.sandbox.permission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;

/**
 * Paths with their symbolic links followed, as far as they exist. Both sides of every path
 * comparison are such paths.
 *
 * <p>What is decided on such a path can be out of date when the path is used: whoever may write to
 * a folder on the way can put a link there in between. Only opening step by step, folder by folder,
 * would close that gap.
 */
public final class RealPaths {
  /** As many links in one path as Linux follows. */
  private static final int MOST_LINKS = 40;

  /** Longer ones are refused by the operating system, so there is nothing to follow. */
  private static final int LONGEST_PATH = 4096;

  private RealPaths() {}

  /**
   * Follow the links of a path, dangling ones included: creating a file through a dangling link
   * creates the file that it points to. What does not exist is appended as it is.
   *
   * @param path any path; a relative one is taken from the working directory
   * @return an absolute, normalised path without links
   */
  public static Path resolve(Path path) {
    return resolve(path.toAbsolutePath(), MOST_LINKS);
  }

  /**
   * Follow the links of a path but for its last element: what an operation means that works on a
   * directory entry and does not follow it, such as a deletion.
   *
   * @param path any path; a relative one is taken from the working directory
   * @return an absolute path whose folder has no links
   */
  public static Path resolveEntry(Path path) {
    Path absolute = path.toAbsolutePath();
    Path parent = absolute.getParent();
    Path name = absolute.getFileName();
    if (parent == null || name == null || isDots(name)) {
      return resolve(absolute);
    }
    return resolve(parent).resolve(name);
  }

  private static Path resolve(Path absolute, int linksLeft) {
    if (absolute.toString().length() >= LONGEST_PATH) {
      return withoutDots(absolute);
    }
    Optional<Path> whole = real(absolute);
    if (whole.isPresent()) {
      return whole.get();
    }
    Deque<Path> missing = new ArrayDeque<>();
    Path at = absolute;
    while (at.getParent() != null) {
      missing.push(at.getFileName());
      at = at.getParent();
      Optional<Path> existing = real(at);
      if (existing.isPresent()) {
        at = existing.get();
        break;
      }
    }
    while (!missing.isEmpty()) {
      Path name = missing.pop();
      Path next = at.resolve(name).normalize();
      if (linksLeft > 0 && !isDots(name) && Files.isSymbolicLink(next)) {
        return resolve(rest(target(next), missing), linksLeft - 1);
      }
      at = next;
    }
    return at;
  }

  /** {@link Path#normalize} takes quadratic time. */
  private static Path withoutDots(Path absolute) {
    Deque<String> names = new ArrayDeque<>();
    for (Path name : absolute) {
      if (name.toString().equals("..")) {
        names.pollLast();
      } else if (!name.toString().equals(".")) {
        names.add(name.toString());
      }
    }
    return Objects.requireNonNull(absolute.getRoot()).resolve(String.join("/", names));
  }

  private static Optional<Path> real(Path path) {
    try {
      return Optional.of(path.toRealPath());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Path target(Path link) {
    try {
      return link.resolveSibling(Files.readSymbolicLink(link));
    } catch (IOException e) {
      return link;
    }
  }

  private static Path rest(Path start, Deque<Path> names) {
    Path path = start;
    for (Path name : names) {
      path = path.resolve(name);
    }
    return path;
  }

  private static boolean isDots(Path name) {
    return name.toString().equals(".") || name.toString().equals("..");
  }
}
