package org.jexpy.sandbox.permission;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Paths with their symbolic links followed, as far as they exist. Both sides of every path
 * comparison are such paths.
 */
public final class RealPaths {
  private RealPaths() {}

  /**
   * Follow the links of the part of a path that exists; the rest is appended as it is.
   *
   * @param path any path; a relative one is taken from the working directory
   * @return an absolute, normalised path without links in its existing part
   */
  public static Path resolve(Path path) {
    Path absolute = path.toAbsolutePath();
    Path missing = null;
    for (Path existing = absolute; existing != null; existing = existing.getParent()) {
      try {
        Path real = existing.toRealPath();
        return (missing == null ? real : real.resolve(missing)).normalize();
      } catch (IOException | SecurityException e) {
        Path name = existing.getFileName();
        if (name != null) {
          missing = missing == null ? name : name.resolve(missing);
        }
      }
    }
    return absolute.normalize();
  }
}
