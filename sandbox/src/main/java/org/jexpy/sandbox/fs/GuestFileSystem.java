package org.jexpy.sandbox.fs;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.graalvm.polyglot.io.FileSystem;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.permission.AccessRefusedException;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.RealPaths;

/**
 * The host's file system behind the guest's gate. Every operation is decided on the path with its
 * links followed, so that a link cannot lead out of what is granted. A refusal reaches the guest
 * language as {@link AccessDeniedException}, which Python turns into {@code PermissionError} with
 * errno 13.
 *
 * <p>The decision and the operation are two steps: a guest that may write to a folder on the way
 * could put a link there between them (see {@link RealPaths}).
 */
public final class GuestFileSystem implements FileSystem {
  private final FileSystem host = FileSystem.newDefaultFileSystem();
  private final Supplier<AccessGate> gate;
  private final Supplier<ReadGrant> implicitReads;

  private GuestFileSystem(Supplier<AccessGate> gate, Supplier<ReadGrant> implicitReads) {
    this.gate = gate;
    this.implicitReads = implicitReads;
  }

  /**
   * Make a file system of host files only, for facades that act for the guest outside its language.
   * Unlike the one of a context it renames in one step: the polyglot wrappers around that one turn
   * a rename into copying and deleting.
   *
   * @param gate gives the gate of now
   * @param implicitReads gives what may be read without a flag
   * @param mounts gives what the guest sees at another place
   * @return the file system
   */
  public static FileSystem ofHostFiles(
      Supplier<AccessGate> gate, Supplier<ReadGrant> implicitReads, Supplier<FolderMounts> mounts) {
    return new MountedFolders(new GuestFileSystem(gate, implicitReads), mounts);
  }

  /**
   * Make the file system of a context: the virtual mount, the languages' own resources, and the
   * host's files behind the gate.
   *
   * @param gate gives the gate of now: a spare's changes at hand-over
   * @param implicitReads gives what may be read without a flag
   * @param mounts gives what the guest sees at another place
   * @param mount the files that exist for guests only
   * @return the file system
   */
  public static FileSystem create(
      Supplier<AccessGate> gate,
      Supplier<ReadGrant> implicitReads,
      Supplier<FolderMounts> mounts,
      VirtualMount mount) {
    FileSystem checked = ofHostFiles(gate, implicitReads, mounts);
    FileSystem withMount =
        FileSystem.newCompositeFileSystem(
            checked, FileSystem.Selector.of(new MountFileSystem(mount), VirtualMount::covers));
    return new WholeMoves(FileSystem.allowInternalResourceAccess(withMount), checked);
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
    if (modes.contains(AccessMode.READ) && options.length == 0) {
      checkRead(path);
    } else if (!modes.equals(Set.of(AccessMode.EXECUTE))
        // Whoever may start a program may find out that it is there.
        || !gate.get().allows(Permission.RUN, host.toAbsolutePath(path).normalize().toString())) {
      checkLook(path, options);
    }
    if (modes.contains(AccessMode.WRITE)) {
      checkWrite(path);
    }
    host.checkAccess(path, modes, options);
  }

  @Override
  public void createDirectory(Path dir, FileAttribute<?>... attributes) throws IOException {
    checkWriteEntry(dir);
    host.createDirectory(dir, attributes);
  }

  @Override
  public void delete(Path path) throws IOException {
    checkWriteEntry(path);
    host.delete(path);
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    boolean writes = false;
    for (OpenOption option : options) {
      writes |= option instanceof StandardOpenOption && WRITING.contains(option);
    }
    if (writes) {
      checkWrite(path);
    }
    if (!writes || options.contains(StandardOpenOption.READ)) {
      checkRead(path);
    }
    return host.newByteChannel(path, options, attributes);
  }

  private static final Set<StandardOpenOption> WRITING =
      Set.of(
          StandardOpenOption.WRITE,
          StandardOpenOption.APPEND,
          StandardOpenOption.CREATE,
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.DELETE_ON_CLOSE);

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path dir, DirectoryStream.Filter<? super Path> filter) throws IOException {
    checkRead(dir);
    return host.newDirectoryStream(dir, filter);
  }

  @Override
  public Path toAbsolutePath(Path path) {
    return host.toAbsolutePath(path);
  }

  @Override
  public Path toRealPath(Path path, LinkOption... options) throws IOException {
    checkLook(path, options);
    return host.toRealPath(path, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    checkLook(path, options);
    return host.readAttributes(path, attributes, options);
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
      throws IOException {
    if (List.of(options).contains(LinkOption.NOFOLLOW_LINKS)) {
      checkWriteEntry(path);
    } else {
      checkWrite(path);
    }
    host.setAttribute(path, attribute, value, options);
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    checkRead(source);
    checkWriteEntry(target);
    host.copy(source, target, options);
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    // What is moved can be read at its new place.
    checkLookEntry(source);
    checkWriteEntry(source);
    check(RealPaths.resolveEntry(host.toAbsolutePath(source)), fileGate()::requireNothingKept);
    checkWriteEntry(target);
    host.move(source, target, options);
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    // A hard link gives its holder every right on the file, so both sides need both.
    checkRead(existing);
    checkWrite(existing);
    checkWriteEntry(link);
    host.createLink(link, existing);
  }

  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes)
      throws IOException {
    // What the link leads to is decided when it is followed.
    checkWriteEntry(link);
    host.createSymbolicLink(link, target, attributes);
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    checkLookEntry(link);
    return host.readSymbolicLink(link);
  }

  @Override
  public void setCurrentWorkingDirectory(Path directory) {
    host.setCurrentWorkingDirectory(directory);
  }

  @Override
  public Path getTempDirectory() {
    return host.getTempDirectory();
  }

  @Override
  public boolean isSameFile(Path one, Path other, LinkOption... options) throws IOException {
    checkLook(one);
    checkLook(other);
    return host.isSameFile(one, other, options);
  }

  private void checkRead(Path path) throws AccessDeniedException {
    check(RealPaths.resolve(host.toAbsolutePath(path)), fileGate()::requireRead);
  }

  private void checkLook(Path path, LinkOption... options) throws AccessDeniedException {
    if (List.of(options).contains(LinkOption.NOFOLLOW_LINKS)) {
      checkLookEntry(path);
    } else {
      check(RealPaths.resolve(host.toAbsolutePath(path)), fileGate()::requireLook);
    }
  }

  private void checkLookEntry(Path path) throws AccessDeniedException {
    check(RealPaths.resolveEntry(host.toAbsolutePath(path)), fileGate()::requireLook);
  }

  private void checkWrite(Path path) throws AccessDeniedException {
    check(RealPaths.resolve(host.toAbsolutePath(path)), fileGate()::requireWrite);
  }

  /** For operations on a directory entry itself, which do not follow it if it is a link. */
  private void checkWriteEntry(Path path) throws AccessDeniedException {
    check(RealPaths.resolveEntry(host.toAbsolutePath(path)), fileGate()::requireWriteEntry);
  }

  private FileGate fileGate() {
    return new FileGate(gate.get(), implicitReads.get());
  }

  private static void check(Path path, Consumer<Path> requirement) throws AccessDeniedException {
    try {
      requirement.accept(path);
    } catch (AccessRefusedException e) {
      AccessDeniedException denied =
          new AccessDeniedException(path.toString(), null, e.getMessage());
      denied.initCause(e);
      throw denied;
    }
  }
}
