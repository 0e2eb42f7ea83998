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
  private Training() {}

  /**
   * Run the workload.
   *
   * @param args the directory with the scripts, and their names
   */
  public static void main(String[] args) {
    int status = 0;
    for (String script : List.of(args).subList(1, args.length)) {
      status = Math.max(status, JexpyCommand.execute("run", Path.of(args[0], script).toString()));
    }
    System.exit(status);
  }
}
