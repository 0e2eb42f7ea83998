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

  /** What can be owned by the wrong one, and the flag that chooses another one. */
  private enum Folder {
    STATE("the state directory", "--state DIR"),
    INSIDE("the state directory's folder", "--state DIR"),
    MODULES("the module folder", "--modules DIR");

    private final String title;
    private final String flag;

    Folder(String title, String flag) {
      this.title = title;
      this.flag = flag;
    }
  }

  /** Refuse a directory that is not only the user's own to write. */
  static void requireDirectory(Path directory) throws IOException {
    requireDirectory(directory, ownUid());
  }

  static void requireDirectory(Path directory, int own) throws IOException {
    Path real = directory.toRealPath();
    if (uid(real) != own) {
      throw foreign(Folder.STATE, directory, own);
    }
    requireModes(Folder.STATE, directory, true);
  }

  /** The same for a folder in it, which may be root's: root can write everywhere. */
  static void requireInside(Path folder) throws IOException {
    requireInside(folder, ownUid());
  }

  static void requireInside(Path folder, int own) throws IOException {
    int uid = uid(folder.toRealPath());
    if (uid != own && uid != ROOT) {
      throw foreign(Folder.INSIDE, folder, own);
    }
    requireModes(Folder.INSIDE, folder, true);
  }

  /**
   * Refuse a module folder that somebody has chosen, if everybody can write to it, or it belongs to
   * another user than root. A group may share one. Root may use everybody's: programs run as root
   * in system containers, where folders of others are brought in.
   *
   * @param folder the folder; nothing happens if there is none
   * @throws StateException if whoever could change its files would have programs run as this user
   * @throws IOException if that cannot be found out
   */
  public static void requireModules(Path folder) throws IOException {
    requireModules(folder, ownUid());
  }

  static void requireModules(Path folder, int own) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    int uid = uid(folder.toRealPath());
    if (own != ROOT && uid != own && uid != ROOT) {
      throw foreign(Folder.MODULES, folder, own);
    }
    requireModes(Folder.MODULES, folder, false);
  }

  private static StateException foreign(Folder kind, Path folder, int own) throws IOException {
    Path real = folder.toRealPath();
    return new StateException(
        "%s '%s' belongs to %s, and you are uid %d; choose another one by %s, or make it yours (chown -R %d '%s')"
            .formatted(kind.title, folder, owner(real), own, kind.flag, own, real));
  }

  private static void requireModes(Folder kind, Path folder, boolean alone) throws IOException {
    Path real = folder.toRealPath();
    Set<PosixFilePermission> modes = Files.getPosixFilePermissions(real);
    boolean everybody = modes.contains(PosixFilePermission.OTHERS_WRITE);
    if (everybody || (alone && modes.contains(PosixFilePermission.GROUP_WRITE))) {
      throw new StateException(
          "%s can write to %s '%s', and so have programs run as you; take that away (chmod %s '%s'), or choose another one by %s"
              .formatted(
                  everybody ? "everybody" : "its group",
                  kind.title,
                  folder,
                  alone ? "go-w" : "o-w",
                  real,
                  kind.flag));
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
