package org.jexpy.sandbox.permission;

import java.util.ArrayList;
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

  /** As the allowed side: whether a request is allowed. */
  boolean grants(Permission permission, String resource) {
    return everything
        || values.stream().anyMatch(value -> ValueMatcher.grants(permission, value, resource));
  }

  /** As the denied side: whether a request is denied. */
  boolean denies(Permission permission, String resource) {
    return everything
        || values.stream().anyMatch(value -> ValueMatcher.denies(permission, value, resource));
  }

  Grant plus(List<String> more) {
    if (everything) {
      return this;
    }
    List<String> all = new ArrayList<>(values);
    all.addAll(more);
    return new Grant(false, all);
  }
}
