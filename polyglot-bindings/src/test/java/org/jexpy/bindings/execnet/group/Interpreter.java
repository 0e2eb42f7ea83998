package org.jexpy.bindings.execnet.group;

import java.io.IOException;
import org.jexpy.bindings.testkit.MissingPeer;

/** An interpreter of Python that is not ours. */
final class Interpreter {
  private Interpreter() {}

  /** Its name; the test is skipped, or fails, if there is none. */
  static String assume() {
    try {
      Process process =
          new ProcessBuilder("python3", "-c", "pass")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() == 0) {
        return "python3";
      }
    } catch (IOException e) {
      // Reported below.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    MissingPeer.report("no python3: install Debian's package python3");
    throw new AssertionError("a report ends the test");
  }
}
