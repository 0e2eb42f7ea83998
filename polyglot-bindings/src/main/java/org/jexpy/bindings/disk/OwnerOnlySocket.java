package org.jexpy.bindings.disk;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
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
 * owner can enter, and moved when its modes are right.
 */
public final class OwnerOnlySocket {
  /** The bits of {@code st_mode} that say what a file is, and what they are of a socket. */
  private static final int FILE_TYPE = 0xf000;

  private static final int SOCKET = 0xc000;

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
    refuseWhatIsInUse(path);
    // Short, since its path has to fit where that of the socket does; and no other server's.
    Path folder = path.resolveSibling(".x" + Long.toString(ProcessHandle.current().pid(), 36));
    Path made = folder.resolve("s");
    // A process of the same number that was killed in the midst of this leaves them.
    Files.deleteIfExists(made);
    Files.deleteIfExists(folder);
    Files.createDirectory(folder, OWNER_ONLY);
    try {
      binder.bind(UnixDomainSocketAddress.of(made));
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
      Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
      return new OwnerOnlySocket(path, fileKey(path));
    } finally {
      Files.deleteIfExists(made);
      Files.deleteIfExists(folder);
    }
  }

  private static void refuseWhatIsInUse(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!isSocket(path)) {
      throw new IOException(
          "'%s' is there and no socket; name another path, or remove it".formatted(path));
    }
    if (answers(path)) {
      throw new IOException(
          "somebody listens on '%s' already; end it, or name another path".formatted(path));
    }
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
