package org.jexpy.host.xenstore;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.jexpy.sandbox.fs.FileFailures;

/** What went wrong, in words: the messages of many exceptions are only the path of a file. */
public final class Reasons {
  private Reasons() {}

  /**
   * What went wrong.
   *
   * @param failure what was thrown
   * @return the file and why, or what the exception says
   */
  public static String of(IOException failure) {
    return failure instanceof FileSystemException e && e.getFile() != null
        ? "'%s': %s".formatted(e.getFile(), FileFailures.reason(e))
        : FileFailures.reason(failure);
  }
}
