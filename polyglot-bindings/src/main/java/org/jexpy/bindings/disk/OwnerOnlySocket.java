package org.jexpy.bindings.disk;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Unix socket that only its owner can connect to. A socket is made with the modes that the umask
 * leaves, and could be connected to until they are changed; so it is made in a folder that only its
 * owner can enter, and gets its name when its modes are right. Of two programs that want the same
 * name at once one gets it.
 */
public final class OwnerOnlySocket {
  /**
   * How long the path of a Unix socket may be, in bytes. The operating system's field has 108; the
   * JDK keeps two of them.
   */
  public static final int MAX_PATH = 106;

  /** The bits of {@code st_mode} that say what a file is, and what they are of a socket. */
  private static final int FILE_TYPE = 0xf000;

  private static final int SOCKET = 0xc000;

  /** What the folder in which a socket is made is called, with the number of its process behind. */
  private static final String MAKING_IN = ".x";

  /** The socket in it, before it has its name. */
  private static final String MADE = "s";

  /** A dead one in it that had the name. */
  private static final String ASIDE = "d";

  /** The folder in which a socket is made is one for all of this program. */
  private static final Object MAKING = new Object();

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path path;
  private final @Nullable Object key;

  private OwnerOnlySocket(Path path, @Nullable Object key) {
    this.path = path;
    this.key = key;
  }

  /** Listens on an address. */
  @FunctionalInterface
  public interface Binder {
    /**
     * Listen, and wait until that is so.
     *
     * @param address where
     * @throws IOException if that is not possible
     */
    void bind(UnixDomainSocketAddress address) throws IOException;
  }

  /**
   * Make a socket.
   *
   * @param path where; a socket on which nobody listens is replaced
   * @param binder who listens
   * @throws IOException if somebody listens there, if something else is there, or if it cannot be
   *     made
   */
  public static OwnerOnlySocket listen(Path path, Binder binder) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw new IOException(
          "cannot listen on '%s': there is no folder '%s'".formatted(path, path.getParent()));
    }
    // Short, since its path has to fit where that of the socket does; and no other program's.
    Path folder = path.resolveSibling(MAKING_IN + Long.toString(ProcessHandle.current().pid(), 36));
    Path made = folder.resolve(MADE);
    int bytes = Math.max(length(path), length(made));
    if (bytes > MAX_PATH) {
      throw new IOException(
          "cannot listen on '%s': with its folder that takes %d bytes (expected at most %d, as a Unix socket has no room for more); name a shorter path"
              .formatted(path, bytes, MAX_PATH));
    }
    synchronized (MAKING) {
      @Nullable Object dead = deadSocket(path);
      clear(folder); // a process of the same number may have been killed in the midst of this
      Files.createDirectory(folder, OWNER_ONLY);
      try {
        binder.bind(UnixDomainSocketAddress.of(made));
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
        if (dead != null) {
          takeAway(path, dead, folder.resolve(ASIDE));
        }
        name(made, path);
        return new OwnerOnlySocket(path, fileKey(path));
      } finally {
        clear(folder);
      }
    }
  }

  private static void clear(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(MADE));
    Files.deleteIfExists(folder.resolve(ASIDE));
    Files.deleteIfExists(folder);
  }

  /**
   * Remove what processes have left behind that were killed while they made a socket.
   *
   * @param folder where they made it: a folder of which this program alone makes use, now and
   *     before
   * @throws IOException if that is not possible
   */
  public static void removeLeftovers(Path folder) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, MAKING_IN + "*")) {
      for (Path each : left) {
        if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
          clear(each);
        }
      }
    }
  }

  private static int length(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  /** Away with a dead socket, unless somebody has put another one there since. */
  private static void takeAway(Path path, Object dead, Path aside) throws IOException {
    try {
      Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
      if (!dead.equals(fileKey(aside))) {
        name(aside, path);
        throw inUse(path);
      }
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /** Give a socket its name, unless it is taken. */
  private static void name(Path made, Path path) throws IOException {
    try {
      Files.createLink(path, made);
    } catch (FileAlreadyExistsException e) {
      throw inUse(path);
    } catch (FileSystemException | UnsupportedOperationException e) {
      // A file system without second names; there is no way then to find the name taken.
      Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static IOException inUse(Path path) {
    return new IOException(
        "somebody listens on '%s' already; end it, or name another path".formatted(path));
  }

  /** What identifies the dead socket that has the name; null if nothing has it. */
  private static @Nullable Object deadSocket(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    @Nullable Object key = fileKey(path);
    if (!isSocket(path)) {
      throw new IOException(
          "'%s' is there and no socket; name another path, or remove it".formatted(path));
    }
    if (answers(path)) {
      throw inUse(path);
    }
    return key;
  }

  /** Of what Java calls other, devices and pipes are left alone, too. */
  private static boolean isSocket(Path path) throws IOException {
    Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return mode instanceof Integer bits && (bits & FILE_TYPE) == SOCKET;
  }

  private static boolean answers(Path path) throws IOException {
    try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return probe.isConnected();
    } catch (ConnectException e) {
      // Who made it was killed.
      return false;
    }
  }

  private static @Nullable Object fileKey(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  /**
   * Remove it, unless another one is there by now.
   *
   * @throws IOException if it cannot be
   */
  public void remove() throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && Objects.equals(fileKey(path), key)) {
      Files.deleteIfExists(path);
    }
  }
}
