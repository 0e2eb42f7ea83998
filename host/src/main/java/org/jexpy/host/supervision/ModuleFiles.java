package org.jexpy.host.supervision;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jexpy.sandbox.permission.RealPaths;

/**
 * Finds files in the module folder, and only there: whoever names them may be a process, and may
 * have made links.
 */
final class ModuleFiles {
  private ModuleFiles() {}

  /**
   * Find a file. Waits for the disk.
   *
   * @param folder the module folder
   * @param name the file's name, relative to it
   * @param endings what may be left out of the name, tried in order after the name itself
   * @return the file; empty if there is none in the folder, or only a link that leads out of it
   * @throws java.nio.file.InvalidPathException if it is no name for a file
   */
  static Optional<Path> find(Path folder, String name, String... endings) {
    return Stream.concat(Stream.of(""), Stream.of(endings))
        .map(ending -> folder.resolve(name + ending).normalize())
        .filter(file -> file.startsWith(folder) && Files.isRegularFile(file))
        .filter(file -> isInside(folder, file))
        .findFirst();
  }

  /** Whether a path leads to a place in the folder when its links are followed. */
  static boolean isInside(Path folder, Path file) {
    return RealPaths.resolve(file).startsWith(RealPaths.resolve(folder));
  }
}
