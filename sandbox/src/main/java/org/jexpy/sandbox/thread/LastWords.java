package org.jexpy.sandbox.thread;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Ends the program from a signal handler, past a script that does not listen any more. What the
 * script holds is closed by {@code JvmEnd}.
 */
public final class LastWords {
  private LastWords() {}

  /**
   * Say why, and end.
   *
   * @param reason one line for the user
   * @param status the exit status
   */
  public static void exit(String reason, int status) {
    try (FileOutputStream err = new FileOutputStream(FileDescriptor.err)) {
      err.write(("jexpy: " + reason + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // Nobody is there to read it.
    }
    Runtime.getRuntime().exit(status);
  }
}
