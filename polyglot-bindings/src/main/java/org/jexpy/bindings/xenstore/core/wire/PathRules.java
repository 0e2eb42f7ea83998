package org.jexpy.bindings.xenstore.core.wire;

/** What a path may be, as C xenstored has it. The rules of pyxs are others, and its own. */
public final class PathRules {
  /**
   * How many bytes a path has at most, {@value}; {@code /local/domain/N/} in front does not count.
   */
  public static final int MAX = 2048;

  /** What a special watch begins with. */
  public static final char SPECIAL = '@';

  private static final String HOME = "/local/domain/";

  /** How many digits of a domain's number still make a home. */
  private static final int MAX_DIGITS = 5;

  private static final boolean[] ALLOWED = new boolean[128];

  static {
    String others = "-/_@";
    for (char one = 0; one < ALLOWED.length; one++) {
      ALLOWED[one] =
          (one >= 'a' && one <= 'z')
              || (one >= 'A' && one <= 'Z')
              || (one >= '0' && one <= '9')
              || others.indexOf(one) >= 0;
    }
  }

  private PathRules() {}

  /**
   * The home of a domain.
   *
   * @param domain its number, without sign
   */
  public static String home(int domain) {
    return HOME + Integer.toUnsignedString(domain);
  }

  /**
   * Complete a path that a connection gave.
   *
   * @param path the path; relative if it begins neither with a slash nor with {@code @}
   * @param domain what a relative path is relative to the home of
   * @return the path from the root; not yet a valid one
   */
  public static String absolute(String path, int domain) {
    if (!path.isEmpty() && (path.charAt(0) == '/' || path.charAt(0) == SPECIAL)) {
      return path;
    }
    return home(domain) + "/" + path;
  }

  /**
   * Whether a path names a node.
   *
   * @param path a path from the root
   */
  public static boolean valid(String path) {
    int length = path.length();
    if (length == 0 || path.charAt(0) != '/') {
      return false;
    }
    if (length > 1 && path.charAt(length - 1) == '/') {
      return false;
    }
    for (int at = 0; at < length; at++) {
      char one = path.charAt(at);
      if (one >= ALLOWED.length || !ALLOWED[one]) {
        return false;
      }
      if (one == '/' && at > 0 && path.charAt(at - 1) == '/') {
        return false;
      }
    }
    return length <= MAX || length - homeLength(path) <= MAX;
  }

  /**
   * Whether a path can be watched.
   *
   * @param path a path from the root, or the name of something special
   */
  public static boolean validWatch(String path) {
    return isSpecial(path) ? path.length() <= MAX : valid(path);
  }

  /** Whether a path is the name of something special rather than that of a node. */
  public static boolean isSpecial(String path) {
    return !path.isEmpty() && path.charAt(0) == SPECIAL;
  }

  /** How long {@code /local/domain/N/} at the front is; 0 if it is not there. */
  private static int homeLength(String path) {
    if (!path.startsWith(HOME)) {
      return 0;
    }
    int at = HOME.length();
    while (at < path.length() && path.charAt(at) >= '0' && path.charAt(at) <= '9') {
      at++;
    }
    int digits = at - HOME.length();
    boolean home = digits >= 1 && digits <= MAX_DIGITS;
    return home && at < path.length() && path.charAt(at) == '/' ? at + 1 : 0;
  }
}
