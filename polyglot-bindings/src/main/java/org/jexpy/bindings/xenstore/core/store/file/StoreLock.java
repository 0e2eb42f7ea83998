package org.jexpy.bindings.xenstore.core.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jexpy.bindings.disk.LockFile;

/** That only one server at a time has the store of a directory. Ends with the process. */
final class StoreLock {
  private StoreLock() {}

  static Closeable take(Path directory) throws IOException {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new IOException(
          "'%s' is no directory, so that no store can be kept in it; name another place"
              .formatted(directory));
    }
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    try {
      String self = "process " + ProcessHandle.current().pid();
      return LockFile.take(directory, self, left -> false);
    } catch (LockFile.HeldException e) {
      throw new IOException(
          "the store in '%s' is used by another server (%s); end that one, or choose another directory"
              .formatted(directory, e.note().isEmpty() ? "of an unknown process" : e.note()),
          e);
    }
  }
}
