package org.jexpy.sandbox.permission;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A file that the program keeps for itself. It is known by what identifies it in the system, too:
 * it may have further names, by hard links and by folders that are mounted twice.
 *
 * @param path where it is, without links
 * @param key what identifies it; empty if it does not exist, or the system does not say
 * @param why what a refusal says of it
 */
record ReservedFile(Path path, Optional<Object> key, String why) {
  static ReservedFile of(Path file, String why) {
    Path real = RealPaths.resolve(file);
    return new ReservedFile(real, key(real), why);
  }

  /** Whether a path without links leads to it. Asks the disk. */
  boolean isAt(Path real) {
    return real.equals(path) || (key.isPresent() && key.equals(key(real)));
  }

  private static Optional<Object> key(Path real) {
    try {
      return Optional.ofNullable(
              real.getFileSystem()
                  .provider()
                  .readAttributesIfExists(
                      real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS))
          .map(BasicFileAttributes::fileKey);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
