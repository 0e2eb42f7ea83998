package org.jexpy.sandbox.fs;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;

/** A {@link VirtualMount} as a polyglot file system: read-only. */
final class MountFileSystem implements FileSystem {
  /** A fixed time, so that byte code caches of mounted sources stay valid. */
  private static final FileTime TIME = FileTime.fromMillis(0);

  private final VirtualMount mount;

  MountFileSystem(VirtualMount mount) {
    this.mount = mount;
  }

  @Override
  public Path parsePath(URI uri) {
    return Path.of(uri);
  }

  @Override
  public Path parsePath(String path) {
    return Path.of(path);
  }

  @Override
  public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options)
      throws IOException {
    requireExisting(path);
    if (modes.contains(AccessMode.WRITE) || modes.contains(AccessMode.EXECUTE)) {
      throw readOnly(path);
    }
  }

  @Override
  public void createDirectory(Path dir, FileAttribute<?>... attributes) throws IOException {
    throw readOnly(dir);
  }

  @Override
  public void delete(Path path) throws IOException {
    throw readOnly(path);
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    for (OpenOption option : options) {
      if (option != StandardOpenOption.READ && option instanceof StandardOpenOption) {
        throw readOnly(path);
      }
    }
    byte[] content = mount.read(path).orElseThrow(() -> new NoSuchFileException(path.toString()));
    return new BytesChannel(content);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path dir, DirectoryStream.Filter<? super Path> filter) throws IOException {
    if (!mount.isFolder(dir)) {
      throw new NotDirectoryException(dir.toString());
    }
    List<Path> accepted = new ArrayList<>();
    for (Path entry : mount.list(dir)) {
      if (filter.accept(entry)) {
        accepted.add(entry);
      }
    }
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return accepted.iterator();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Path toAbsolutePath(Path path) {
    return path.toAbsolutePath();
  }

  @Override
  public Path toRealPath(Path path, LinkOption... options) throws IOException {
    requireExisting(path);
    return path.normalize();
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    requireExisting(path);
    boolean file = mount.isFile(path);
    Map<String, Object> values = new HashMap<>();
    values.put("isRegularFile", file);
    values.put("isDirectory", !file);
    values.put("isSymbolicLink", false);
    values.put("isOther", false);
    values.put("size", file ? (long) mount.read(path).orElseThrow().length : 0L);
    values.put("lastModifiedTime", TIME);
    values.put("lastAccessTime", TIME);
    values.put("creationTime", TIME);
    if (attributes.startsWith("unix:") || attributes.startsWith("posix:")) {
      throw new UnsupportedOperationException("the virtual mount has basic attributes only");
    }
    return values;
  }

  private void requireExisting(Path path) throws IOException {
    if (!mount.isFile(path) && !mount.isFolder(path)) {
      throw new NoSuchFileException(path.toString());
    }
  }

  private static IOException readOnly(Path path) {
    return new AccessDeniedException(path.toString(), null, "the mount is read-only");
  }
}
