package org.jexpy.sandbox.context;

import java.io.IOException;
import java.util.Objects;
import org.graalvm.polyglot.io.ProcessHandler;

/** Starts child programs for guests that may; they end with the guest process. */
final class GatedProcessHandler implements ProcessHandler {
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
            .redirectInput(redirect(command.getInputRedirect(), ProcessBuilder.Redirect.PIPE))
            .redirectOutput(redirect(command.getOutputRedirect(), ProcessBuilder.Redirect.PIPE))
            .redirectError(redirect(command.getErrorRedirect(), ProcessBuilder.Redirect.PIPE));
    ChildRedirects.takeInto(builder, now);
    return new ChildPrograms(now)
        .start(
            builder,
            command.getEnvironment(),
            Objects.requireNonNullElse(command.getDirectory(), ""));
  }

  private static ProcessBuilder.Redirect redirect(
      Redirect asked, ProcessBuilder.Redirect otherwise) {
    return asked.equals(Redirect.INHERIT) ? ProcessBuilder.Redirect.INHERIT : otherwise;
  }
}
