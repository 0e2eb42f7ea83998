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
 * Hands everything to another file system, with paths that may be others there. A subclass says
 * what it does otherwise.
 */
abstract class ForwardingFileSystem implements FileSystem {
  final FileSystem next;

  ForwardingFileSystem(FileSystem next) {
    this.next = next;
  }

  /**
   * Where a file is in the next file system; the same unless a subclass says otherwise.
   *
   * @param path as it is named here
   */
  Path there(Path path) {
    return path;
  }

  @Override
  public Path toAbsolutePath(Path path) {
    return next.toAbsolutePath(path);
  }

  @Override
  public void setCurrentWorkingDirectory(Path directory) {
    next.setCurrentWorkingDirectory(there(directory));
  }

  @Override
  public Path toRealPath(Path path, LinkOption... options) throws IOException {
    return next.toRealPath(there(path), options);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path dir, DirectoryStream.Filter<? super Path> filter) throws IOException {
    return next.newDirectoryStream(there(dir), filter);
  }

  @Override
  public Path parsePath(URI uri) {
    return next.parsePath(uri);
  }

  @Override
  public Path parsePath(String path) {
    return next.parsePath(path);
  }

  @Override
  public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options)
      throws IOException {
    next.checkAccess(there(path), modes, options);
  }

  @Override
  public void createDirectory(Path dir, FileAttribute<?>... attributes) throws IOException {
    next.createDirectory(there(dir), attributes);
  }

  @Override
  public void delete(Path path) throws IOException {
    next.delete(there(path));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return next.newByteChannel(there(path), options, attributes);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    return next.readAttributes(there(path), attributes, options);
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
      throws IOException {
    next.setAttribute(there(path), attribute, value, options);
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    next.copy(there(source), there(target), options);
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    next.move(there(source), there(target), options);
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    next.createLink(there(link), there(existing));
  }

  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes)
      throws IOException {
    next.createSymbolicLink(there(link), target, attributes);
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    return next.readSymbolicLink(there(link));
  }

  @Override
  public boolean isSameFile(Path one, Path other, LinkOption... options) throws IOException {
    return next.isSameFile(there(one), there(other), options);
  }

  @Override
  public Path getTempDirectory() {
    return next.getTempDirectory();
  }

  @Override
  public String getSeparator() {
    return next.getSeparator();
  }

  @Override
  public String getPathSeparator() {
    return next.getPathSeparator();
  }

  @Override
  public @Nullable String getMimeType(Path path) {
    return next.getMimeType(there(path));
  }

  @Override
  public @Nullable Charset getEncoding(Path path) {
    return next.getEncoding(there(path));
  }
}
