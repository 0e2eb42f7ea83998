package org.jexpy.sandbox.permission;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Files by which the system shows what is no file: the variables and the memory of programs, this
 * one's and those of its user. Reading and writing of files is not all that they take.
 */
final class ProcessMemory {
  /** A process, or one thread of it. */
  private static final String PROCESS = "/proc/(?:self|thread-self|\\d+)(?:/task/\\d+)?/";

  private static final Pattern VARIABLES = Pattern.compile(PROCESS + "environ");

  private static final Pattern MEMORY =
      Pattern.compile(PROCESS + "mem|/proc/kcore|/dev/(?:mem|kmem|port)");

  private ProcessMemory() {}

  /**
   * What a file takes besides {@code read} or {@code write}.
   *
   * @param path an absolute path without links
   * @return the permission, which has to be granted without bounds; empty for all other files
   */
  static Optional<Permission> needs(String path) {
    if (!path.startsWith("/proc/") && !path.startsWith("/dev/")) {
      return Optional.empty();
    }
    if (VARIABLES.matcher(path).matches()) {
      return Optional.of(Permission.ENV);
    }
    return MEMORY.matcher(path).matches() ? Optional.of(Permission.NATIVE) : Optional.empty();
  }
}
