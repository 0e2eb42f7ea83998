package org.jexpy.sandbox.fs;

import java.nio.file.Path;
import java.util.List;

/**
 * Reading that is allowed without a flag, because naming a script or a package folder grants it
 * (design §9).
 */
public interface ReadGrant {
  /** Nothing. */
  ReadGrant NOTHING = path -> false;

  /**
   * Whether a path may be read.
   *
   * @param realPath an absolute path without links
   * @return whether this grant covers it
   */
  boolean covers(Path realPath);

  /**
   * Everything below some folders: {@code --path DIR}.
   *
   * @param folders absolute paths without links
   * @return the grant
   */
  static ReadGrant below(List<Path> folders) {
    List<Path> roots = List.copyOf(folders);
    return path -> roots.stream().anyMatch(path::startsWith);
  }

  /**
   * What either of two grants covers.
   *
   * @param other the other grant
   * @return both together
   */
  default ReadGrant or(ReadGrant other) {
    return path -> covers(path) || other.covers(path);
  }
}
