package org.jexpy.bindings.xenstore.core.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** That only one server at a time has the store of a directory. Ends with the process. */
final class StoreLock {
  /**
   * The directories that this program has, by what identifies them in the system. POSIX gives a
   * lock back when the process closes any descriptor of its file: so none is opened twice.
   */
  private static final Set<Object> HELD = new HashSet<>();

  private StoreLock() {}

  static Closeable take(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Object key = key(directory);
    synchronized (HELD) {
      if (!HELD.add(key)) {
        throw used(directory);
      }
      try {
        FileChannel file = locked(directory);
        return () -> release(key, file);
      } catch (IOException | RuntimeException e) {
        HELD.remove(key);
        throw e;
      }
    }
  }

  private static Object key(Path directory) throws IOException {
    @Nullable Object key = Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
    return key == null ? directory.toRealPath() : key;
  }

  private static void release(Object key, FileChannel file) throws IOException {
    synchronized (HELD) {
      HELD.remove(key);
      file.close();
    }
  }

  private static FileChannel locked(Path directory) throws IOException {
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
    } catch (IOException | RuntimeException e) {
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
