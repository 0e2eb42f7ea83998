package org.jexpy.host.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;

/** The flags {@code --allow-*}, {@code --deny-*} and {@code -A}. */
final class PermissionFlags {
  private static final String ALLOW = "--allow-";
  private static final String DENY = "--deny-";

  private PermissionSet set;

  /**
   * Begin.
   *
   * @param initial what is allowed without any flag
   */
  PermissionFlags(PermissionSet initial) {
    this.set = initial;
  }

  /** The names of all these flags. */
  static List<String> names() {
    List<String> names = new ArrayList<>(List.of("-A", "--allow-all"));
    for (Permission permission : Permission.values()) {
      names.add(ALLOW + permission.key());
      names.add(DENY + permission.key());
    }
    return names;
  }

  /**
   * Take one word of a command line.
   *
   * @param word the word
   * @return whether it is one of these flags
   * @throws UsageException if it is one, but its values are wrong
   */
  boolean take(String word) throws UsageException {
    if (word.equals("-A") || word.equals("--allow-all")) {
      for (Permission permission : Permission.values()) {
        set = set.allow(permission);
      }
      return true;
    }
    boolean allow = word.startsWith(ALLOW);
    if (!allow && !word.startsWith(DENY)) {
      return false;
    }
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    Optional<Permission> permission =
        Permission.of(name.substring(allow ? ALLOW.length() : DENY.length()));
    if (permission.isEmpty()) {
      return false;
    }
    try {
      set =
          equals < 0
              ? apply(allow, permission.get())
              : apply(allow, permission.get(), List.of(word.substring(equals + 1).split(",", -1)));
    } catch (IllegalArgumentException e) {
      throw new UsageException("flag '%s': %s".formatted(word, e.getMessage()));
    }
    return true;
  }

  private PermissionSet apply(boolean allow, Permission permission) {
    return allow ? set.allow(permission) : set.deny(permission);
  }

  private PermissionSet apply(boolean allow, Permission permission, List<String> values) {
    return allow ? set.allow(permission, values) : set.deny(permission, values);
  }

  /** What is allowed and denied by the flags taken so far. */
  PermissionSet set() {
    return set;
  }
}
