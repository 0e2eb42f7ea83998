package org.jexpy.bindings.xenstore.core.store;

/** Parts of valid paths. */
final class Paths {
  private Paths() {}

  /** Where the name that begins at a place ends. */
  static int end(String path, int from) {
    int slash = path.indexOf('/', from);
    return slash < 0 ? path.length() : slash;
  }

  /** The path of the node above, of all but the root. */
  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash == 0 ? "/" : path.substring(0, slash);
  }
}
