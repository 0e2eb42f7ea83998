package org.jexpy.sandbox.context;

import java.io.IOException;
import java.util.Map;
import org.graalvm.polyglot.io.ProcessHandler;
import org.jexpy.sandbox.permission.Permission;

/** Starts child programs for guests that may. */
final class GatedProcessHandler implements ProcessHandler {
  private final LateBoundPolicy policy;

  GatedProcessHandler(LateBoundPolicy policy) {
    this.policy = policy;
  }

  @Override
  public Process start(ProcessCommand command) throws IOException {
    policy.get().gate().check(Permission.RUN, command.getCommand().getFirst());
    ProcessBuilder builder =
        new ProcessBuilder(command.getCommand())
            .redirectErrorStream(command.isRedirectErrorStream())
            .redirectInput(redirect(command.getInputRedirect(), ProcessBuilder.Redirect.PIPE))
            .redirectOutput(redirect(command.getOutputRedirect(), ProcessBuilder.Redirect.PIPE))
            .redirectError(redirect(command.getErrorRedirect(), ProcessBuilder.Redirect.PIPE));
    if (command.getDirectory() != null) {
      builder.directory(new java.io.File(command.getDirectory()));
    }
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(command.getEnvironment());
    return builder.start();
  }

  private static ProcessBuilder.Redirect redirect(
      Redirect asked, ProcessBuilder.Redirect otherwise) {
    return asked.equals(Redirect.INHERIT) ? ProcessBuilder.Redirect.INHERIT : otherwise;
  }
}
