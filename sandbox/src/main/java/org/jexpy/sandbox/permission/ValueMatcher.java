package org.jexpy.sandbox.permission;

import java.nio.file.Path;

/**
 * Decides whether a value from a flag covers a resource. Where a resource has several names, a
 * grant is read narrowly and a denial widely.
 */
final class ValueMatcher {
  private static final String UNIX = "unix:";

  private ValueMatcher() {}

  /** Whether a granted value covers a resource. */
  static boolean grants(Permission permission, String value, String resource) {
    return switch (permission) {
      case READ, WRITE -> isBelow(value, resource);
      case NET -> coversAddress(value, resource, true);
      case RUN -> ProgramName.grants(value, resource);
      case ENV, HOST -> matchesEnding(value, resource);
      case THREADS, NATIVE -> true;
    };
  }

  /** Whether a denied value covers a resource. */
  static boolean denies(Permission permission, String value, String resource) {
    return switch (permission) {
      case NET -> coversAddress(value, resource, false);
      case RUN -> ProgramName.denies(value, resource);
      default -> grants(permission, value, resource);
    };
  }

  /** Whether a path lies at or below another; a path with dots or links in it is resolved first. */
  private static boolean isBelow(String folder, String resource) {
    Path path = Path.of(resource);
    if (!path.isAbsolute() || !path.normalize().equals(path)) {
      path = RealPaths.resolve(path);
    }
    return path.startsWith(Path.of(folder));
  }

  private static boolean matchesEnding(String value, String resource) {
    return value.endsWith("*")
        ? resource.startsWith(value.substring(0, value.length() - 1))
        : value.equals(resource);
  }

  private static boolean coversAddress(String value, String resource, boolean grant) {
    if (value.startsWith(UNIX)) {
      return resource.startsWith(UNIX)
          && isBelow(value.substring(UNIX.length()), resource.substring(UNIX.length()));
    }
    if (resource.startsWith(UNIX)) {
      return value.equals("*");
    }
    HostPort wanted = HostPort.parse(resource);
    HostPort given = HostPort.parse(value);
    if (!given.coversHost(wanted) && (grant || !given.isLoopbackAs(wanted))) {
      return false;
    }
    if (wanted.port().isEmpty()) {
      // The name is looked up only: granted for any port of it, denied for all ports only.
      return grant || given.port().isEmpty();
    }
    return given.port().isEmpty() || given.port().equals(wanted.port());
  }
}
