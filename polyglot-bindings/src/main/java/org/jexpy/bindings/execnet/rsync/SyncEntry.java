package org.jexpy.bindings.execnet.rsync;

import java.nio.file.attribute.FileTime;
import java.util.Map;

/**
 * What there is at a path, links not followed.
 *
 * @param mode as {@code st_mode} of {@code lstat}: the kind and the permissions
 * @param modified when it was changed last, in seconds since 1970
 * @param size how many bytes it has
 */
public record SyncEntry(int mode, double modified, long size) {
  /** The names of the attributes that {@link #of} needs, as file systems of Java know them. */
  public static final String ATTRIBUTES = "unix:mode,size,lastModifiedTime";

  /** The bits of a mode that are permissions. */
  static final int PERMISSIONS = 0_7777;

  private static final int KIND = 0_170_000;
  private static final int FILE = 0_100_000;
  private static final int FOLDER = 0_040_000;
  private static final int LINK = 0_120_000;

  /**
   * An entry.
   *
   * @param attributes its {@link #ATTRIBUTES}, by their names without {@code unix:}
   */
  public static SyncEntry of(Map<String, Object> attributes) {
    if (attributes.get("mode") instanceof Integer mode
        && attributes.get("size") instanceof Long size
        && attributes.get("lastModifiedTime") instanceof FileTime time) {
      return new SyncEntry(mode, FileDates.seconds(time), size);
    }
    throw new IllegalArgumentException(
        "attributes %s (expected: %s)".formatted(attributes, ATTRIBUTES));
  }

  boolean isFile() {
    return (mode & KIND) == FILE;
  }

  boolean isFolder() {
    return (mode & KIND) == FOLDER;
  }

  boolean isLink() {
    return (mode & KIND) == LINK;
  }
}
