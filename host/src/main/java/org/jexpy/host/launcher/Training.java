package org.jexpy.host.launcher;

import java.nio.file.Path;
import java.util.List;
import org.jexpy.host.cli.JexpyCommand;

/**
 * The workload from which the launcher makes its start-up cache: every script of a directory, run
 * as {@code jexpy run} does. Small on purpose: a wide workload made hello slower, because the JVM
 * then loads at start what few scripts use.
 */
public final class Training {
  /** Fixed, so that the same build gives the same cache. */
  private static final List<String> SCRIPTS = List.of("hello.py", "hello.mjs");

  private Training() {}

  /**
   * Run the workload.
   *
   * @param args the directory with the scripts
   */
  public static void main(String[] args) {
    int status = 0;
    for (String script : SCRIPTS) {
      status = Math.max(status, JexpyCommand.execute("run", Path.of(args[0], script).toString()));
    }
    System.exit(status);
  }
}
