package org.jexpy.bindings.execnet.group;

import java.io.IOException;
import java.util.List;
import org.jexpy.bindings.testkit.MissingPeer;

/** An interpreter of Python that is not ours. */
public final class Interpreter {
  private static final List<String> PLACES = List.of("python3", "/usr/bin/python3");

  private Interpreter() {}

  /** Its name; the test is skipped, or fails, if there is none. */
  public static String assume() {
    return assume("pass", "no python3: install Debian's package python3");
  }

  /** The name of one that has execnet; the test is skipped, or fails, if there is none. */
  public static String assumeExecnet() {
    return assume("import execnet", "no execnet: install Debian's package python3-execnet");
  }

  private static String assume(String source, String reason) {
    for (String place : PLACES) {
      if (runs(place, source)) {
        return place;
      }
    }
    MissingPeer.report(reason);
    throw new AssertionError("a report ends the test");
  }

  private static boolean runs(String python, String source) {
    try {
      return new ProcessBuilder(python, "-c", source)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
