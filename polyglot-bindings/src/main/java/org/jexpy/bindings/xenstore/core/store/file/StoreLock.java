package org.jexpy.bindings.xenstore.core.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** That only one server at a time has the store of a directory. Ends with the process. */
final class StoreLock {
  private StoreLock() {}

  static Closeable take(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    FileChannel file =
        FileChannel.open(
            directory.resolve("lock"),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      @Nullable FileLock lock = file.tryLock();
      if (lock != null) {
        return file;
      }
      throw used(directory);
    } catch (OverlappingFileLockException e) {
      file.close();
      throw used(directory);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private static IOException used(Path directory) {
    return new IOException(
        "the store in '%s' is used by another server; end that one, or choose another directory"
            .formatted(directory));
  }
}
