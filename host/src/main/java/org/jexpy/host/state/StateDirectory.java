package org.jexpy.host.state;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.jexpy.bindings.disk.FileLayer;
import org.jexpy.bindings.disk.LockFile;
import org.jexpy.bindings.disk.OwnerOnlySocket;
import org.jexpy.host.process.StateException;
import org.jexpy.sandbox.fs.FileFailures;

/**
 * The directory of one container. It is locked as long as it is open: a second container on it is
 * refused by the name of the first. The lock is the operating system's, so it ends with the
 * process, however that ends.
 */
public final class StateDirectory implements AutoCloseable {
  private final StatePaths paths;
  private final LockFile lock;

  private StateDirectory(StatePaths paths, LockFile lock) {
    this.paths = paths;
    this.lock = lock;
  }

  /**
   * Open a state directory, and make it if there is none, for its owner only.
   *
   * @param paths where it is
   * @param command how people know the container, such as {@code jexpy serve --state DIR}; a second
   *     one is told it
   * @return the directory, locked
   * @throws StateDirectoryInUseException if another container uses it
   * @throws StateException if it cannot be made, is somebody else's, or others may write to it or a
   *     folder in it
   */
  public static StateDirectory open(StatePaths paths, String command) {
    Holder holder = Holder.self(command);
    try {
      make(paths.root());
      Ownership.requireDirectory(paths.root());
      LockFile lock = DirectoryLock.take(paths, holder);
      try {
        for (Path folder : List.of(paths.modules(), paths.temporary(), paths.logs())) {
          make(folder);
          Ownership.requireInside(folder);
        }
        OwnerOnlySocket.removeLeftovers(paths.root());
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
      return new StateDirectory(paths, lock);
    } catch (IOException e) {
      throw new StateException(
          "the state directory '%s' cannot be used: %s; choose another one by --state DIR"
              .formatted(paths.root(), reason(e)),
          e);
    }
  }

  /**
   * Ask who uses a state directory.
   *
   * @param paths where it is
   * @return the container that wrote itself down last; empty if the directory is free or was never
   *     used. A container that was killed may still be named.
   */
  public static Optional<Holder> lastHolder(StatePaths paths) {
    return DirectoryLock.lastHolder(paths);
  }

  /** What lies where in it. */
  public StatePaths paths() {
    return paths;
  }

  /**
   * The place for this container's control socket. A socket that a container left there which was
   * killed is removed; nobody else can have made it, for this one holds the lock.
   *
   * @return a path at which there is nothing
   * @throws StateException if the path is too long for a Unix socket, or something else is there
   */
  public Path freeControlSocket() {
    if (!lock.isHeld()) {
      throw new IllegalStateException("the state directory is closed");
    }
    Path socket = paths.controlSocket();
    try {
      removeSocket(socket);
    } catch (FileAlreadyExistsException e) {
      throw new StateException(
          "'%s' is no socket, and is in the place of the control socket; remove it"
              .formatted(socket),
          e);
    } catch (IOException e) {
      throw new StateException(
          "the control socket '%s' of an earlier container cannot be removed: %s"
              .formatted(socket, FileFailures.reason(e)),
          e);
    }
    return socket;
  }

  /** Gives the directory free. A second call does nothing. */
  @Override
  public void close() {
    if (!lock.isHeld()) {
      return;
    }
    try {
      removeSocket(paths.root().resolve("control.sock"));
    } catch (IOException e) {
      // The next container removes it, or says what is in its place.
    }
    lock.close();
  }

  private static void removeSocket(Path socket) throws IOException {
    if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    // To the JDK a socket is neither file nor directory nor link.
    if (!Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isOther()) {
      throw new FileAlreadyExistsException(socket.toString());
    }
    Files.delete(socket);
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case FileAlreadyExistsException e -> "'%s' is no directory".formatted(e.getFile());
      case NoSuchFileException e -> "'%s' cannot be made there".formatted(e.getFile());
      case FileSystemException e -> "'%s': %s".formatted(e.getFile(), FileFailures.reason(e));
      default -> FileFailures.reason(failure);
    };
  }

  /** Makes a directory and the ones above it so that a crash does not take them away again. */
  private static void make(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.getParent();
    if (parent != null) {
      make(parent);
    }
    try {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      // Made by someone else at the same time, or no directory.
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
    if (parent != null) {
      FileLayer.real().syncDirectory(parent);
    }
  }
}
