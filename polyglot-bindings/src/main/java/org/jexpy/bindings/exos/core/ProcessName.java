package org.jexpy.bindings.exos.core;

import java.util.regex.Pattern;

/** What names of processes look like. */
public final class ProcessName {
  private static final Pattern VALID = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,30}");

  private ProcessName() {}

  /**
   * Check a name.
   *
   * @param name the name
   * @return the same name
   * @throws InvalidProcessNameException if no process may have it
   */
  public static String require(String name) {
    if (!VALID.matcher(name).matches()) {
      throw new InvalidProcessNameException(
          "Process name %s is invalid.  Process names must begin with a letter, contain only alphanumeric and \"_\" characters, and be less than 32 characters long."
              .formatted(name));
    }
    return name;
  }
}
