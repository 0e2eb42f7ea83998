package org.jexpy.sandbox;

import java.nio.file.Path;
import java.util.Map;

/** The home directory of the user, as shells, CPython and Node find it. */
public final class UserHome {
  private UserHome() {}

  /**
   * Find it.
   *
   * @param environment the environment variables
   * @return {@code HOME}; if it is unset or empty, what the user database says, which is all that
   *     Java itself looks at
   */
  public static Path in(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.isEmpty() ? System.getProperty("user.home") : home);
  }
}
