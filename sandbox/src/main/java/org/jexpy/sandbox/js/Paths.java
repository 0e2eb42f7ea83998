package org.jexpy.sandbox.js;

import java.util.ArrayDeque;
import java.util.Deque;

/** Arithmetic on absolute guest paths, without a file system. */
final class Paths {

  private Paths() {}

  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The last suffix with its dot, or an empty string. */
  static String extension(String path) {
    String name = name(path);
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : name.substring(dot);
  }

  static String join(String directory, String relative) {
    return normalize(relative.startsWith("/") ? relative : directory + "/" + relative);
  }

  static String normalize(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  static boolean isRelative(String specifier) {
    return specifier.equals(".")
        || specifier.equals("..")
        || specifier.startsWith("./")
        || specifier.startsWith("../");
  }
}
