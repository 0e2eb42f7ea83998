package org.jexpy.sandbox.fs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.graalvm.polyglot.io.FileSystem;
import org.jspecify.annotations.Nullable;

/**
 * A file system in which some folders are at other places; see {@link FolderMounts}. The working
 * directory may be in one.
 */
final class MountedFolders extends ForwardingFileSystem {
  private final Supplier<FolderMounts> mounts;
  private volatile @Nullable Path workingDirectory;

  MountedFolders(FileSystem host, Supplier<FolderMounts> mounts) {
    super(host);
    this.mounts = mounts;
  }

  @Override
  Path there(Path path) {
    FolderMounts now = mounts.get();
    // Unchanged as long as nothing is mounted: errors name what the guest has named.
    return now.isEmpty() ? path : now.mounted(toAbsolutePath(path)).orElse(path);
  }

  @Override
  public Path toAbsolutePath(Path path) {
    Path directory = workingDirectory;
    return directory == null ? next.toAbsolutePath(path) : directory.resolve(path);
  }

  @Override
  public void setCurrentWorkingDirectory(Path directory) {
    next.setCurrentWorkingDirectory(there(directory));
    workingDirectory = toAbsolutePath(directory);
  }

  @Override
  public Path toRealPath(Path path, LinkOption... options) throws IOException {
    Path placed = there(path);
    Path real = next.toRealPath(placed, options);
    // Who names a file by its place on the host means that place.
    return placed.equals(path) ? real : mounts.get().toGuest(real);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path dir, DirectoryStream.Filter<? super Path> filter) throws IOException {
    Path placed = there(dir);
    if (placed.equals(dir)) {
      return next.newDirectoryStream(dir, filter);
    }
    List<Path> seen = new ArrayList<>();
    try (DirectoryStream<Path> entries = next.newDirectoryStream(placed, entry -> true)) {
      for (Path entry : entries) {
        Path named = dir.resolve(entry.getFileName());
        if (filter.accept(named)) {
          seen.add(named);
        }
      }
    }
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return seen.iterator();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes)
      throws IOException {
    // A link holds a text, and whoever follows it outside knows no mounts.
    Path kept = target.isAbsolute() ? there(target) : target;
    next.createSymbolicLink(there(link), kept, attributes);
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    Path placed = there(link);
    Path target = next.readSymbolicLink(placed);
    return placed.equals(link) || !target.isAbsolute() ? target : mounts.get().toGuest(target);
  }
}
