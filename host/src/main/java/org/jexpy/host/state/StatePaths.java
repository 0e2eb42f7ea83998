package org.jexpy.host.state;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jexpy.bindings.disk.LockFile;
import org.jexpy.bindings.disk.OwnerOnlySocket;
import org.jexpy.host.process.StateException;

/**
 * What lies where in a state directory. To know the places takes no lock: {@code exec} and {@code
 * shell} find the control socket by it.
 *
 * @param root the state directory, absolute
 */
public record StatePaths(Path root) {
  /** How long the path of a Unix socket may be, in bytes. */
  public static final int MAX_SOCKET_PATH = OwnerOnlySocket.MAX_PATH;

  /** Makes the path absolute. */
  public StatePaths {
    root = root.toAbsolutePath().normalize();
  }

  /**
   * Where a container without {@code --state} keeps its state: {@code default} in {@link
   * #ofUser(Map, Path)}.
   *
   * @param environment the environment variables
   * @param home the user's home directory
   * @return the places
   */
  public static StatePaths byDefault(Map<String, String> environment, Path home) {
    return new StatePaths(ofUser(environment, home).resolve("default"));
  }

  /**
   * Where programs of ours keep what a user may want to see again: {@code jexpy} below {@code
   * XDG_STATE_HOME}, or below {@code ~/.local/state} if that is not set to an absolute path (XDG
   * base directory specification).
   *
   * @param environment the environment variables
   * @param home the user's home directory
   * @return the folder, which may be missing
   */
  public static Path ofUser(Map<String, String> environment, Path home) {
    Path states = Path.of(environment.getOrDefault("XDG_STATE_HOME", ""));
    if (!states.isAbsolute()) {
      states = home.resolve(".local/state");
    }
    return states.resolve("jexpy");
  }

  /** The file that is locked by the container, and names it. */
  public Path lock() {
    return LockFile.of(root);
  }

  /** The saved configuration. */
  public Path configuration() {
    return root.resolve("primary.cfg");
  }

  /** The folder of the user's modules, which guests see as {@code /usr/local/cfg}. */
  public Path modules() {
    return root.resolve("cfg");
  }

  /** The folder of dumps, which guests see as {@code /usr/local/tmp}. */
  public Path temporary() {
    return root.resolve("tmp");
  }

  /** The folder of the logs. */
  public Path logs() {
    return root.resolve("log");
  }

  /** The folder of a XenStore that is kept, unless another one is named. */
  public Path xenStore() {
    return root.resolve("xenstore");
  }

  /**
   * The Unix socket over which a container is commanded.
   *
   * @throws StateException if its path is too long for a Unix socket
   */
  public Path controlSocket() {
    return socket("control");
  }

  /**
   * The Unix socket of the container's XenStore.
   *
   * @throws StateException if its path is too long for a Unix socket
   */
  public Path xenStoreSocket() {
    return socket("xenstore");
  }

  private Path socket(String of) {
    Path socket = root.resolve(of + ".sock");
    int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_SOCKET_PATH) {
      throw new StateException(
          "the %s socket '%s' has a path of %d bytes; a Unix socket has room for %d; choose a directory with a shorter path by --state DIR"
              .formatted(of, socket, length, MAX_SOCKET_PATH));
    }
    return socket;
  }
}
