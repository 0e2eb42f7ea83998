package org.jexpy.sandbox.permission;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A file that the program keeps for itself. It is known by what identifies it in the system, too:
 * it may have further names, by hard links and by folders that are mounted twice, or moved.
 */
final class ReservedFile {
  private final Path path;
  private final String why;

  /** What identifies it; null as long as it has not been seen, or if the system does not say. */
  private volatile @Nullable Object key;

  private ReservedFile(Path path, String why) {
    this.path = path;
    this.why = why;
    this.key = key(path);
  }

  static ReservedFile of(Path file, String why) {
    return new ReservedFile(RealPaths.resolve(file), why);
  }

  /** Where it is, without links. */
  Path path() {
    return path;
  }

  /** What a refusal says of it. */
  String why() {
    return why;
  }

  /** Whether a path without links leads to it. Asks the disk. */
  boolean isAt(Path real) {
    if (real.equals(path)) {
      return true;
    }
    Object own = key;
    if (own == null) {
      own = key(path); // it may have been made meanwhile
      key = own;
    }
    return own != null && own.equals(key(real));
  }

  private static @Nullable Object key(Path real) {
    try {
      BasicFileAttributes attributes =
          real.getFileSystem()
              .provider()
              .readAttributesIfExists(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes == null ? null : attributes.fileKey();
    } catch (IOException e) {
      return null;
    }
  }
}
