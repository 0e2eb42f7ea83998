package org.jexpy.host.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jexpy.host.state.StatePaths;
import org.jexpy.sandbox.UserHome;

/**
 * What happens when jexpy itself fails: one line for the user, everything else in a file. Users
 * never see a Java stack trace.
 */
final class FailureReport {
  /** The exit status: {@code EX_SOFTWARE} of {@code sysexits.h}. */
  static final int STATUS = 70;

  private FailureReport() {}

  /**
   * Report a failure.
   *
   * @param failure what happened
   * @param environment where {@code JEXPY_LOG}, {@code XDG_STATE_HOME} and {@code HOME} are looked
   *     up
   * @return the line for the user
   */
  static String of(Throwable failure, Map<String, String> environment) {
    String what = summary(failure);
    Path log = place(environment);
    try {
      Path folder = log.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      try (PrintWriter writer =
          new PrintWriter(
              Files.newBufferedWriter(
                  log,
                  StandardCharsets.UTF_8,
                  java.nio.file.StandardOpenOption.CREATE,
                  java.nio.file.StandardOpenOption.APPEND))) {
        writer.println("%s pid %d".formatted(Instant.now(), ProcessHandle.current().pid()));
        failure.printStackTrace(writer);
      }
      return "jexpy failed, not your script: %s (details in %s)".formatted(what, log);
    } catch (IOException e) {
      return "jexpy failed, not your script: %s (no details: cannot write %s)".formatted(what, log);
    }
  }

  private static String summary(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof java.util.concurrent.ExecutionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    String text = message == null ? cause.getClass().getSimpleName() : message;
    return text.lines().findFirst().orElse(text);
  }

  /** The file that {@code JEXPY_LOG} names, or one in the user's state folder. */
  private static Path place(Map<String, String> environment) {
    String asked = environment.getOrDefault("JEXPY_LOG", "");
    if (!asked.isEmpty()) {
      return Path.of(asked);
    }
    return StatePaths.ofUser(environment, UserHome.in(environment)).resolve("failures.log");
  }
}
