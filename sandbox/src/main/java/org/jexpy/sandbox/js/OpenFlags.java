package org.jexpy.sandbox.js;

import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Node's file flags as Java's open options. */
final class OpenFlags {
  private OpenFlags() {}

  static Set<StandardOpenOption> parse(String flags) {
    return switch (flags) {
      case "r", "rs" -> Set.of(StandardOpenOption.READ);
      case "r+", "rs+" -> Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
      case "w" ->
          Set.of(
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING);
      case "wx", "xw" -> Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
      case "w+" ->
          Set.of(
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING);
      case "wx+", "xw+" ->
          Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
      case "a", "as" ->
          Set.of(StandardOpenOption.WRITE, StandardOpenOption.APPEND, StandardOpenOption.CREATE);
      case "ax", "xa" ->
          Set.of(
              StandardOpenOption.WRITE, StandardOpenOption.APPEND, StandardOpenOption.CREATE_NEW);
      // Java refuses READ with APPEND; the table moves to the end before each write instead.
      case "a+", "as+" ->
          Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
      case "ax+", "xa+" ->
          Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
      default ->
          throw new IllegalArgumentException(
              "The argument 'flags' is invalid. Received '%s'; known are r, r+, w, w+, a, a+ and their exclusive forms"
                  .formatted(flags));
    };
  }

  static boolean appends(String flags) {
    return flags.indexOf('a') >= 0;
  }
}
