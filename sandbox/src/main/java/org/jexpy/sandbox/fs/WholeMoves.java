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
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;
import org.jspecify.annotations.Nullable;

/**
 * A composed file system whose moves and copies are those of the host. The runtime's own
 * composition does them by reading, writing and deleting, which is neither atomic nor keeps links
 * and attributes; guests save their files by renaming them.
 */
final class WholeMoves implements FileSystem {
  private final FileSystem composed;
  private final FileSystem host;

  WholeMoves(FileSystem composed, FileSystem host) {
    this.composed = composed;
    this.host = host;
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    if (isOnHost(source) && isOnHost(target)) {
      host.copy(source, target, options);
    } else {
      composed.copy(source, target, options);
    }
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    if (isOnHost(source) && isOnHost(target)) {
      host.move(source, target, options);
    } else {
      composed.move(source, target, options);
    }
  }

  private boolean isOnHost(Path path) {
    return !VirtualMount.covers(composed.toAbsolutePath(path).normalize());
  }

  @Override
  public Path parsePath(URI uri) {
    return composed.parsePath(uri);
  }

  @Override
  public Path parsePath(String path) {
    return composed.parsePath(path);
  }

  @Override
  public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options)
      throws IOException {
    composed.checkAccess(path, modes, options);
  }

  @Override
  public void createDirectory(Path dir, FileAttribute<?>... attributes) throws IOException {
    composed.createDirectory(dir, attributes);
  }

  @Override
  public void delete(Path path) throws IOException {
    composed.delete(path);
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return composed.newByteChannel(path, options, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path dir, DirectoryStream.Filter<? super Path> filter) throws IOException {
    return composed.newDirectoryStream(dir, filter);
  }

  @Override
  public Path toAbsolutePath(Path path) {
    return composed.toAbsolutePath(path);
  }

  @Override
  public Path toRealPath(Path path, LinkOption... options) throws IOException {
    return composed.toRealPath(path, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    return composed.readAttributes(path, attributes, options);
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
      throws IOException {
    composed.setAttribute(path, attribute, value, options);
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    composed.createLink(link, existing);
  }

  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes)
      throws IOException {
    composed.createSymbolicLink(link, target, attributes);
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    return composed.readSymbolicLink(link);
  }

  @Override
  public void setCurrentWorkingDirectory(Path directory) {
    composed.setCurrentWorkingDirectory(directory);
  }

  @Override
  public String getSeparator() {
    return composed.getSeparator();
  }

  @Override
  public String getPathSeparator() {
    return composed.getPathSeparator();
  }

  @Override
  public @Nullable String getMimeType(Path path) {
    return composed.getMimeType(path);
  }

  @Override
  public @Nullable Charset getEncoding(Path path) {
    return composed.getEncoding(path);
  }

  @Override
  public Path getTempDirectory() {
    return composed.getTempDirectory();
  }

  @Override
  public boolean isSameFile(Path one, Path other, LinkOption... options) throws IOException {
    return composed.isSameFile(one, other, options);
  }
}
