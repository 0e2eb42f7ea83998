package org.jexpy.host.xenstore;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jexpy.bindings.xenstore.core.wire.PathRules;
import org.jexpy.bindings.xenstore.core.wire.Permissions;
import org.jspecify.annotations.Nullable;

/**
 * A node in a file: {@code /local/domain/0/name (n0,r5) = "Domain-0"}.
 *
 * @param path the node
 * @param permissions its permissions
 * @param value its value, as text
 */
record DumpLine(String path, List<String> permissions, String value) {
  private static final Pattern FORM = Pattern.compile("(\\S+) \\(([^()]*)\\) = \"(.*)\"");

  @Override
  public String toString() {
    return "%s (%s) = \"%s\"".formatted(path, String.join(",", permissions), value);
  }

  /** As they are for a store. */
  Permissions known() {
    @Nullable Permissions known = Permissions.parse(permissions);
    if (known == null) {
      throw new IllegalStateException("looked at when it was read");
    }
    return known;
  }

  /**
   * Read a line.
   *
   * @param where the file and the line, for complaints
   * @param line the line
   * @throws IOException if it is none of a dump
   */
  static DumpLine parse(String where, String line) throws IOException {
    Matcher form = FORM.matcher(line);
    if (!form.matches()) {
      throw new IOException(
          "%s is no node; a line is: PATH (PERMISSION,...) = \"VALUE\"".formatted(where));
    }
    List<String> permissions = Arrays.asList(form.group(2).split(",", -1));
    if (!PathRules.valid(form.group(1))) {
      throw new IOException("%s: '%s' is no path of a node".formatted(where, form.group(1)));
    }
    if (Permissions.parse(permissions) == null) {
      throw new IOException(
          "%s: '%s' are no permissions; such are n0,r5".formatted(where, form.group(2)));
    }
    return new DumpLine(form.group(1), permissions, form.group(3));
  }
}
