package org.jexpy.host.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Python virtual environment, of which a run uses the installed packages. */
final class VirtualEnvironment {
  private VirtualEnvironment() {}

  /**
   * The folders with the packages of an environment. Which Python made it does not matter for
   * packages that are Python only.
   *
   * @param root the environment
   * @return its {@code site-packages} folders
   * @throws UsageException if it is no virtual environment
   */
  static List<Path> siteFolders(Path root) throws UsageException {
    List<Path> folders = new ArrayList<>();
    if (Files.isRegularFile(root.resolve("pyvenv.cfg"))) {
      try (DirectoryStream<Path> versions =
          Files.newDirectoryStream(root.resolve("lib"), "{python,graalpy,pypy}*")) {
        for (Path version : versions) {
          Path folder = version.resolve("site-packages");
          if (Files.isDirectory(folder)) {
            folders.add(folder);
          }
        }
      } catch (IOException e) {
        // As if there were none; said below.
      }
    }
    if (folders.isEmpty()) {
      throw new UsageException(
          "'%s' is no virtual environment: expected pyvenv.cfg and lib/python*/site-packages below it"
              .formatted(root));
    }
    folders.sort(null);
    return folders;
  }
}
