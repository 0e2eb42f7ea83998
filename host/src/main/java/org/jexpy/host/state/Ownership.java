package org.jexpy.host.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jexpy.host.process.StateException;

/**
 * Whose files are. Whoever can write to a state directory can have programs run as its container's
 * user, and whoever made a control socket reads the commands that are given over it.
 */
public final class Ownership {
  private static final Path SELF = Path.of("/proc/self");
  private static final String UID = "unix:uid";
  private static final int ROOT = 0;

  private Ownership() {}

  /** Refuse a directory that is not only the user's own to write. */
  static void requireDirectory(Path directory) throws IOException {
    requireDirectory(directory, ownUid());
  }

  static void requireDirectory(Path directory, int own) throws IOException {
    Path real = directory.toRealPath();
    if (uid(real) != own) {
      throw new StateException(
          "the state directory '%s' belongs to %s, and you are uid %d; choose another one by --state DIR, or make it yours (chown -R %d '%s')"
              .formatted(directory, owner(real), own, own, real));
    }
    Set<PosixFilePermission> modes = Files.getPosixFilePermissions(real);
    boolean everybody = modes.contains(PosixFilePermission.OTHERS_WRITE);
    if (everybody || modes.contains(PosixFilePermission.GROUP_WRITE)) {
      throw new StateException(
          "%s can write to the state directory '%s', and so have programs run as you; take that away (chmod go-w '%s'), or choose another one by --state DIR"
              .formatted(everybody ? "everybody" : "its group", directory, real));
    }
  }

  /**
   * Refuse a control socket that somebody else has made: who gives commands would tell them to that
   * one. Only root may command the containers of others.
   *
   * @param socket the socket; nothing happens if there is none
   * @throws StateException if it belongs to somebody else
   * @throws IOException if that cannot be found out
   */
  public static void requireSocket(Path socket) throws IOException {
    requireSocket(socket, ownUid());
  }

  static void requireSocket(Path socket, int own) throws IOException {
    if (own != ROOT && Files.exists(socket, LinkOption.NOFOLLOW_LINKS) && uid(socket) != own) {
      throw new StateException(
          "the control socket '%s' belongs to %s, and you are uid %d; choose the directory of your own container by --state DIR"
              .formatted(socket, owner(socket), own));
    }
  }

  private static int uid(Path path) throws IOException {
    return (int) Files.getAttribute(path, UID, LinkOption.NOFOLLOW_LINKS);
  }

  private static String owner(Path path) throws IOException {
    int uid = uid(path);
    String name = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
    // A user without a name is called by the number.
    return name.equals(Integer.toString(uid))
        ? "uid %d".formatted(uid)
        : "%s (uid %d)".formatted(name, uid);
  }

  /** Whom this process's files belong to. Java does not say it. */
  static int ownUid() throws IOException {
    if (Files.exists(SELF)) {
      return (int) Files.getAttribute(SELF, UID);
    }
    Path probe = Files.createTempFile("jexpy", "");
    try {
      return uid(probe);
    } finally {
      Files.delete(probe);
    }
  }
}
