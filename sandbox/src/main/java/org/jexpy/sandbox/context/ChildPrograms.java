package org.jexpy.sandbox.context;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jexpy.sandbox.GuestPrograms;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.jexpy.sandbox.resource.Handle;
import org.jexpy.sandbox.resource.ResourceKind;

/**
 * The child programs of one guest process: those that it may start. They end with it.
 *
 * @param policy what it may do, and where its files are
 */
public record ChildPrograms(GuestPolicy policy) implements GuestPrograms {
  /**
   * The variable that narrows what the launcher allows when it is started as an interpreter: flags
   * of {@code run}, a line each.
   */
  public static final String NARROWED = "JEXPY_PERMISSIONS";

  /** How long a child may take to end by itself when its guest process has ended. */
  private static final long GRACE_MILLIS = 500;

  /** Variables by which the system's loader takes code into any program. */
  private static final Pattern LOADING = Pattern.compile("(?:LD|DYLD)_.*");

  @Override
  public Process start(List<String> command, Map<String, String> environment, String directory)
      throws IOException {
    return start(
        new ProcessBuilder(command).redirectError(Redirect.INHERIT), environment, directory);
  }

  /**
   * Start a program.
   *
   * @param builder the words of its command, as the guest has them, and where its streams lead
   * @param environment all variables that it gets
   * @param directory where it is started, as the guest sees it; empty for where the JVM was
   */
  Process start(ProcessBuilder builder, Map<String, String> environment, String directory)
      throws IOException {
    String named = builder.command().getFirst();
    String program = program(named, directory);
    policy.gate().check(Permission.RUN, program);
    checkLoading(program, environment);
    if (!program.equals(named) && named.startsWith("/")) {
      // The child knows no mounts.
      List<String> words = new ArrayList<>(builder.command());
      words.set(0, program);
      builder.command(words);
    }
    if (!directory.isEmpty()) {
      builder.directory(policy.mounts().toHost(Path.of(directory)).toFile());
    }
    builder.environment().clear();
    builder.environment().putAll(environment);
    if (isLauncher(program)) {
      // As an interpreter it does what it is told: for a guest, no more than that guest may.
      builder.environment().put(NARROWED, String.join("\n", policy.gate().flags()));
    }
    Process child = builder.start();
    Handle handle =
        policy
            .resources()
            .register(
                ResourceKind.CHILD_PROCESS,
                "%s (pid %d)".formatted(named, child.pid()),
                () -> end(child));
    // As under python3 and node, a child alone does not keep its parent running.
    handle.unref();
    var _ = child.onExit().thenRun(handle::release);
    return child;
  }

  /** Whether a program is this one, by whatever name. */
  private static boolean isLauncher(String program) {
    List<String> launchers = new ArrayList<>();
    String named = System.getProperty("jexpy.executable");
    if (named != null && named.indexOf('/') >= 0) {
      launchers.add(named);
    }
    String home = System.getProperty("jexpy.home");
    if (home != null) {
      launchers.add(home + "/bin/jexpy");
    }
    return !launchers.isEmpty()
        && AccessGate.of(PermissionSet.none().deny(Permission.RUN, launchers))
            .denies(Permission.RUN, program);
  }

  /** One program may be started, not code of the guest's choice in it. */
  private void checkLoading(String program, Map<String, String> environment) {
    if (policy.gate().allowsEvery(Permission.RUN)) {
      return;
    }
    environment.forEach(
        (name, value) -> {
          if (LOADING.matcher(name).matches() && !value.equals(System.getenv(name))) {
            policy
                .gate()
                .refuse(
                    Permission.RUN,
                    program,
                    "would load other code by '%s=%s'; that takes --allow-run without bounds"
                        .formatted(name, value));
          }
        });
  }

  /** The name by which the gate knows the program: relative paths start where the child will. */
  private String program(String program, String directory) {
    if (program.indexOf('/') < 0) {
      return program;
    }
    Path named = Path.of(directory).resolve(program);
    return named.isAbsolute() ? policy.mounts().toHost(named).toString() : program;
  }

  private static void end(Process child) throws InterruptedException {
    child.destroy();
    try {
      child.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } finally {
      // Also when the waiting is interrupted: nothing may outlive its process.
      child.destroyForcibly();
    }
  }
}
