package org.jexpy.host.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jexpy.sandbox.fs.FileFailures;

/** The file that keeps what was typed. */
public final class HistoryFile {
  private HistoryFile() {}

  /**
   * Make the file and its folder, if they are not there. What people type is their own business:
   * nobody else may read it.
   *
   * @param file the file
   * @return why there will be no history, if that is so
   */
  public static Optional<String> prepare(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      if (!Files.exists(file)) {
        Files.createFile(file);
      }
      var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (view != null) {
        view.setPermissions(PosixFilePermissions.fromString("rw-------"));
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "there will be no history: cannot make '%s' (%s)"
              .formatted(file, FileFailures.reason(e)));
    }
  }
}
