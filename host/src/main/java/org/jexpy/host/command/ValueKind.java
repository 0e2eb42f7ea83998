package org.jexpy.host.command;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is known of a sort of values.
 *
 * @param help what they are, in a few words
 * @param values those that exist now; asked when completion needs them
 */
record ValueKind(String help, Supplier<? extends Collection<String>> values) {
  static final ValueKind UNKNOWN = new ValueKind("", List::of);
}
