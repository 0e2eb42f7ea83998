package org.jexpy.sandbox.context;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.io.ProcessHandler;
import org.jexpy.sandbox.fs.FolderMounts;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.resource.Handle;
import org.jexpy.sandbox.resource.ResourceKind;

/** Starts child programs for guests that may; they end with the guest process. */
final class GatedProcessHandler implements ProcessHandler {
  /** How long a child may take to end by itself when its guest process has ended. */
  private static final long GRACE_MILLIS = 500;

  private final LateBoundPolicy policy;

  GatedProcessHandler(LateBoundPolicy policy) {
    this.policy = policy;
  }

  @Override
  public Process start(ProcessCommand command) throws IOException {
    GuestPolicy now = policy.get();
    String program = program(command, now.mounts());
    now.gate().check(Permission.RUN, program);
    List<String> words = new ArrayList<>(command.getCommand());
    if (!program.equals(words.getFirst()) && words.getFirst().startsWith("/")) {
      // The child knows no mounts.
      words.set(0, program);
    }
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(command.isRedirectErrorStream())
            .redirectInput(redirect(command.getInputRedirect(), ProcessBuilder.Redirect.PIPE))
            .redirectOutput(redirect(command.getOutputRedirect(), ProcessBuilder.Redirect.PIPE))
            .redirectError(redirect(command.getErrorRedirect(), ProcessBuilder.Redirect.PIPE));
    if (command.getDirectory() != null) {
      builder.directory(now.mounts().toHost(Path.of(command.getDirectory())).toFile());
    }
    ChildRedirects.takeInto(builder, now);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(command.getEnvironment());
    Process child = builder.start();
    Handle handle =
        now.resources()
            .register(
                ResourceKind.CHILD_PROCESS,
                "%s (pid %d)".formatted(command.getCommand().getFirst(), child.pid()),
                () -> end(child));
    // As under python3 and node, a child alone does not keep its parent running.
    handle.unref();
    var _ = child.onExit().thenRun(handle::release);
    return child;
  }

  /** The name by which the gate knows the program: relative paths start where the child will. */
  private static String program(ProcessCommand command, FolderMounts mounts) {
    String program = command.getCommand().getFirst();
    if (program.indexOf('/') < 0) {
      return program;
    }
    String directory = command.getDirectory() == null ? "" : command.getDirectory();
    Path named = Path.of(directory).resolve(program);
    return named.isAbsolute() ? mounts.toHost(named).toString() : program;
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

  private static ProcessBuilder.Redirect redirect(
      Redirect asked, ProcessBuilder.Redirect otherwise) {
    return asked.equals(Redirect.INHERIT) ? ProcessBuilder.Redirect.INHERIT : otherwise;
  }
}
