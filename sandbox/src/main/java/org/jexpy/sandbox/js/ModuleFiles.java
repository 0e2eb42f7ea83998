package org.jexpy.sandbox.js;

import java.io.IOException;

/**
 * What module resolution asks of a file system. Paths are absolute, normalized and use {@code /}.
 *
 * <p>A path that may not be read counts as {@link Kind#MISSING} while candidates are tried; {@link
 * #read} then says which permission is wanting.
 */
interface ModuleFiles {

  /** What a path is. */
  enum Kind {
    FILE,
    DIRECTORY,
    MISSING
  }

  Kind kind(String path);

  /** Why a path may not be looked at, or an empty string if that is not the case. */
  String refusal(String path);

  /** Reads a whole file as UTF-8. */
  String read(String path) throws IOException;

  /** Resolves symbolic links; answers the path itself where that cannot be done. */
  String realPath(String path);
}
