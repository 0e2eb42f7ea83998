package org.jexpy.sandbox.permission;

import java.nio.file.Path;
import java.util.Locale;

/** Decides whether a value from a flag covers a resource. */
final class ValueMatcher {
  private ValueMatcher() {}

  static boolean matches(Permission permission, String value, String resource) {
    return switch (permission) {
      case READ, WRITE -> Path.of(resource).startsWith(Path.of(value));
      case NET -> matchesAddress(value.toLowerCase(Locale.ROOT), resource.toLowerCase(Locale.ROOT));
      case ENV -> matchesEnding(value, "*", resource);
      // By the very name asked for: --allow-run=ls must not let a script start its own ./ls.
      case RUN -> value.equals(resource);
      case HOST -> matchesEnding(value, ".*", resource) || value.equals(resource);
      case THREADS, NATIVE -> true;
    };
  }

  private static boolean matchesEnding(String value, String wildcard, String resource) {
    if (!value.endsWith(wildcard)) {
      return value.equals(resource);
    }
    return resource.startsWith(value.substring(0, value.length() - 1));
  }

  private static boolean matchesAddress(String value, String resource) {
    if (value.startsWith("unix:")) {
      return resource.startsWith("unix:")
          && Path.of(resource.substring(5)).startsWith(Path.of(value.substring(5)));
    }
    if (resource.startsWith("unix:")) {
      return false;
    }
    HostPort wanted = HostPort.parse(resource);
    HostPort granted = HostPort.parse(value);
    boolean host =
        granted.host().isEmpty()
            || granted.host().equals(wanted.host())
            || (granted.host().startsWith("*.")
                && wanted.host().endsWith(granted.host().substring(1)));
    return host && (granted.port().isEmpty() || granted.port().equals(wanted.port()));
  }

  /** {@code host:port}, {@code [v6]:port}, {@code v6} or {@code host}; either part may be empty. */
  private record HostPort(String host, String port) {
    static HostPort parse(String text) {
      if (text.startsWith("[")) {
        int end = text.indexOf(']');
        if (end > 0) {
          String rest = text.substring(end + 1);
          return new HostPort(
              text.substring(1, end), rest.startsWith(":") ? rest.substring(1) : "");
        }
      }
      int colon = text.indexOf(':');
      if (colon >= 0 && colon == text.lastIndexOf(':')) {
        return new HostPort(text.substring(0, colon), text.substring(colon + 1));
      }
      return new HostPort(text, "");
    }
  }
}
