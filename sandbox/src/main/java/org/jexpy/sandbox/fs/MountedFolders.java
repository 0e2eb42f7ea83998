package org.jexpy.sandbox.fs;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.graalvm.polyglot.io.FileSystem;
import org.jspecify.annotations.Nullable;

/**
 * A file system in which some folders are at other places; see {@link FolderMounts}. The working
 * directory may be in one.
 */
final class MountedFolders implements FileSystem {
  private final FileSystem host;
  private final Supplier<FolderMounts> mounts;
  private volatile @Nullable Path workingDirectory;

  MountedFolders(FileSystem host, Supplier<FolderMounts> mounts) {
    this.host = host;
    this.mounts = mounts;
  }

  private Path toHost(Path path) {
    FolderMounts now = mounts.get();
    // Unchanged as long as nothing is mounted: errors name what the guest has named.
    return now.isEmpty() ? path : now.mounted(toAbsolutePath(path)).orElse(path);
  }

  @Override
  public Path toAbsolutePath(Path path) {
    Path directory = workingDirectory;
    return directory == null ? host.toAbsolutePath(path) : directory.resolve(path);
  }

  @Override
  public void setCurrentWorkingDirectory(Path directory) {
    host.setCurrentWorkingDirectory(toHost(directory));
    workingDirectory = toAbsolutePath(directory);
  }

  @Override
  public Path toRealPath(Path path, LinkOption... options) throws IOException {
    Path there = toHost(path);
    Path real = host.toRealPath(there, options);
    // Who names a file by its place on the host means that place.
    return there.equals(path) ? real : mounts.get().toGuest(real);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path dir, DirectoryStream.Filter<? super Path> filter) throws IOException {
    Path there = toHost(dir);
    if (there.equals(dir)) {
      return host.newDirectoryStream(dir, filter);
    }
    List<Path> seen = new ArrayList<>();
    try (DirectoryStream<Path> entries = host.newDirectoryStream(there, entry -> true)) {
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
  public Path parsePath(URI uri) {
    return host.parsePath(uri);
  }

  @Override
  public Path parsePath(String path) {
    return host.parsePath(path);
  }

  @Override
  public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options)
      throws IOException {
    host.checkAccess(toHost(path), modes, options);
  }

  @Override
  public void createDirectory(Path dir, FileAttribute<?>... attributes) throws IOException {
    host.createDirectory(toHost(dir), attributes);
  }

  @Override
  public void delete(Path path) throws IOException {
    host.delete(toHost(path));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return host.newByteChannel(toHost(path), options, attributes);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    return host.readAttributes(toHost(path), attributes, options);
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
      throws IOException {
    host.setAttribute(toHost(path), attribute, value, options);
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    host.copy(toHost(source), toHost(target), options);
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    host.move(toHost(source), toHost(target), options);
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    host.createLink(toHost(link), toHost(existing));
  }

  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes)
      throws IOException {
    // A link holds a text, and whoever follows it outside knows no mounts.
    Path kept = target.isAbsolute() ? toHost(target) : target;
    host.createSymbolicLink(toHost(link), kept, attributes);
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    Path there = toHost(link);
    Path target = host.readSymbolicLink(there);
    return there.equals(link) || !target.isAbsolute() ? target : mounts.get().toGuest(target);
  }

  @Override
  public boolean isSameFile(Path one, Path other, LinkOption... options) throws IOException {
    return host.isSameFile(toHost(one), toHost(other), options);
  }

  @Override
  public Path getTempDirectory() {
    return host.getTempDirectory();
  }

  @Override
  public String getSeparator() {
    return host.getSeparator();
  }

  @Override
  public String getPathSeparator() {
    return host.getPathSeparator();
  }

  @Override
  public @Nullable String getMimeType(Path path) {
    return host.getMimeType(toHost(path));
  }

  @Override
  public @Nullable Charset getEncoding(Path path) {
    return host.getEncoding(toHost(path));
  }
}
