package org.jexpy.sandbox.permission;

import java.util.List;

/**
 * One side (allowed or denied) of one permission: nothing, everything, or a list of values.
 *
 * @param everything whether every value is meant
 * @param values the values meant; not looked at if {@code everything} is set
 */
record Grant(boolean everything, List<String> values) {
  static final Grant NOTHING = new Grant(false, List.of());
  static final Grant EVERYTHING = new Grant(true, List.of());

  Grant {
    values = List.copyOf(values);
  }

  boolean covers(Permission permission, String resource) {
    if (everything) {
      return true;
    }
    for (String value : values) {
      if (ValueMatcher.matches(permission, value, resource)) {
        return true;
      }
    }
    return false;
  }

  Grant plus(List<String> more) {
    if (everything) {
      return this;
    }
    List<String> all = new java.util.ArrayList<>(values);
    all.addAll(more);
    return new Grant(false, all);
  }
}
