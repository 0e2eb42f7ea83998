package org.jexpy.sandbox.context;

import java.io.File;
import java.io.IOException;
import java.util.Objects;
import org.graalvm.polyglot.io.ProcessHandler;

/** Starts child programs for guests that may; they end with the guest process. */
final class GatedProcessHandler implements ProcessHandler {
  private static final File NULL_DEVICE = new File("/dev/null");

  private final LateBoundPolicy policy;

  GatedProcessHandler(LateBoundPolicy policy) {
    this.policy = policy;
  }

  @Override
  public Process start(ProcessCommand command) throws IOException {
    GuestPolicy now = policy.get();
    ProcessBuilder builder =
        new ProcessBuilder(command.getCommand())
            .redirectErrorStream(command.isRedirectErrorStream())
            .redirectInput(redirect(command.getInputRedirect(), input(now)))
            .redirectOutput(redirect(command.getOutputRedirect(), output(now)))
            .redirectError(redirect(command.getErrorRedirect(), ProcessBuilder.Redirect.INHERIT));
    ChildRedirects.takeInto(builder, now);
    return new ChildPrograms(now)
        .start(
            builder,
            command.getEnvironment(),
            Objects.requireNonNullElse(command.getDirectory(), ""));
  }

  /** What a child reads that inherits its parent's standard input. */
  private static ProcessBuilder.Redirect input(GuestPolicy policy) {
    return policy.streams().isErrorOnly()
        ? ProcessBuilder.Redirect.from(NULL_DEVICE)
        : ProcessBuilder.Redirect.INHERIT;
  }

  /** Where a child writes that inherits its parent's standard output. */
  private static ProcessBuilder.Redirect output(GuestPolicy policy) {
    return policy.streams().isErrorOnly()
        ? ProcessBuilder.Redirect.DISCARD
        : ProcessBuilder.Redirect.INHERIT;
  }

  private static ProcessBuilder.Redirect redirect(
      Redirect asked, ProcessBuilder.Redirect inherited) {
    return asked.equals(Redirect.INHERIT) ? inherited : ProcessBuilder.Redirect.PIPE;
  }
}
