package org.jexpy.sandbox.fs;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jexpy.sandbox.permission.RealPaths;

/**
 * Folders of the host that a guest sees at other places. What it may do there is decided on the
 * real files. Immutable.
 */
public final class FolderMounts {
  /** No folder is elsewhere. */
  public static final FolderMounts NONE = new FolderMounts(Map.of());

  private final List<Mount> mounts;

  private FolderMounts(Map<Path, Path> folders) {
    mounts =
        folders.entrySet().stream()
            .map(folder -> new Mount(folder.getKey(), folder.getValue()))
            // Of nested ones the inner first.
            .sorted(Comparator.comparingInt((Mount mount) -> mount.seen.getNameCount()).reversed())
            .toList();
  }

  private record Mount(Path seen, Path host) {
    Path seenAt(Path folder, Path file) {
      return seen.resolve(folder.relativize(file)).normalize();
    }
  }

  /**
   * The same with another folder.
   *
   * @param seen where the guest sees it, absolute; what the host has there it does not see
   * @param host where it is, absolute
   */
  public FolderMounts with(Path seen, Path host) {
    Map<Path, Path> folders = new HashMap<>();
    mounts.forEach(mount -> folders.put(mount.seen, mount.host));
    folders.put(seen.normalize(), host.normalize());
    return new FolderMounts(folders);
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return mounts.isEmpty();
  }

  /**
   * Where a path is.
   *
   * @param path an absolute path as the guest names it
   * @return the path on the host: the same if it is in no mount
   */
  public Path toHost(Path path) {
    return mounted(path).orElse(path);
  }

  /**
   * Where a path in a mount is.
   *
   * @param path an absolute path as the guest names it
   * @return the path on the host, or empty if it is in no mount
   */
  Optional<Path> mounted(Path path) {
    for (Mount mount : mounts) {
      if (path.startsWith(mount.seen)) {
        int depth = mount.seen.getNameCount();
        if (path.getNameCount() == depth) {
          return Optional.of(mount.host);
        }
        // Its dots stay: they may follow a link.
        Path below = path.subpath(depth, path.getNameCount());
        if (staysBelow(below)) {
          return Optional.of(mount.host.resolve(below));
        }
      }
    }
    Path normal = path.normalize();
    return normal.equals(path) ? Optional.empty() : mounted(normal);
  }

  private static boolean staysBelow(Path relative) {
    int depth = 0;
    for (Path name : relative) {
      String text = name.toString();
      if (text.equals("..")) {
        depth--;
      } else if (!text.equals(".") && !text.isEmpty()) {
        depth++;
      }
      if (depth < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Where the guest sees a file.
   *
   * @param host the file, absolute
   * @return its path in a mount, or the same if it is in none
   */
  public Path toGuest(Path host) {
    for (Mount mount : mounts) {
      if (host.startsWith(mount.host)) {
        return mount.seenAt(mount.host, host);
      }
    }
    for (Mount mount : mounts) {
      // Only now: it asks the disk.
      Path real = RealPaths.resolve(mount.host);
      if (host.startsWith(real)) {
        return mount.seenAt(real, host);
      }
    }
    return host;
  }
}
