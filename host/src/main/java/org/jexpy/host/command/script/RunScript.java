package org.jexpy.host.command.script;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jexpy.host.command.Asker;
import org.jexpy.host.command.Command;
import org.jexpy.host.command.CommandFailedException;
import org.jexpy.host.command.CommandRegistry;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.command.LeavingAsker;
import org.jexpy.host.supervision.GuestAsker;
import org.jexpy.host.supervision.ScriptFile;
import org.jexpy.host.supervision.ScriptRun;
import org.jexpy.host.supervision.Scripts;
import org.jexpy.sandbox.GuestStreams;

/**
 * {@code run script} and {@code load script} (specification of EXOS §6.7): a Python or JavaScript
 * file with {@code exsh.clicmd}, or a file with a command on each line. What it prints goes to who
 * asks. It is ended when that one leaves, or the container closes.
 */
public final class RunScript implements Command {
  /** How deep scripts may run scripts (specification of EXOS §6.7). */
  static final int MOST_NESTED = 3;

  private final Scripts scripts;
  private final CommandRegistry commands;

  /**
   * The command.
   *
   * @param scripts finds and runs them
   * @param commands executes the lines of files of commands
   */
  public RunScript(Scripts scripts, CommandRegistry commands) {
    this.scripts = scripts;
    this.commands = commands;
  }

  @Override
  public List<String> syntax() {
    return List.of("run script <file> {<arg>...9}", "load script <file> {<arg>...9}");
  }

  @Override
  public String summary() {
    return "run a script of the module folder, or the commands in a file";
  }

  @Override
  public Map<String, String> hints() {
    return Map.of(
        "file", "in the module folder; .py, .mjs, .js or .xsf (commands) may be left out",
        "arg", "sys.argv[1:]");
  }

  @Override
  public CompletionStage<Void> run(Invocation call) {
    int depth = call.session().asker().depth() + 1;
    if (depth > MOST_NESTED) {
      throw new CommandFailedException(
          "script %s would be nested %d deep; at most %d are possible"
              .formatted(call.value("file"), depth, MOST_NESTED));
    }
    return scripts.find(call.value("file")).thenCompose(file -> begin(call, file, depth));
  }

  private CompletionStage<Void> begin(Invocation call, ScriptFile file, int depth) {
    List<String> arguments = call.words("arg");
    if (file.kind() != ScriptFile.Kind.COMMANDS) {
      return guest(call, file, arguments, depth);
    }
    if (!arguments.isEmpty()) {
      throw new CommandFailedException(
          "%s is a file of commands, which takes no arguments".formatted(file.name()));
    }
    CommandFile lines =
        new CommandFile(commands, scripts.loop(), scripts::isClosing, call, file, depth);
    Runnable registration = whenGone(call.session().asker(), lines::stop);
    return lines.begin().whenComplete((nothing, failure) -> registration.run());
  }

  private CompletionStage<Void> guest(
      Invocation call, ScriptFile file, List<String> arguments, int depth) {
    ScriptOutput out = new ScriptOutput(scripts.loop(), call);
    GuestStreams streams = new GuestStreams(InputStream.nullInputStream(), out, out, false, false);
    ScriptRun run = scripts.start(file, arguments, streams, depth);
    Runnable registration =
        whenGone(
            call.session().asker(),
            () -> {
              out.close();
              run.stop();
            });
    CompletableFuture<Void> done = new CompletableFuture<>();
    var _ =
        run.status()
            .whenComplete(
                (status, failure) ->
                    // Behind what it has printed.
                    scripts.onLoop(() -> end(done, file, out, status, failure)));
    return done.whenComplete((nothing, failure) -> registration.run());
  }

  private static void end(
      CompletableFuture<Void> done,
      ScriptFile file,
      ScriptOutput out,
      Integer status,
      Throwable failure) {
    out.finish();
    if (failure != null) {
      done.completeExceptionally(failure);
    } else if (status == 0) {
      done.complete(null);
    } else {
      done.completeExceptionally(
          new CommandFailedException(
              status == ScriptRun.STOPPED
                  ? "script %s was stopped".formatted(file.name())
                  : "script %s ended with status %d".formatted(file.name(), status)));
    }
  }

  /** Whoever cannot leave waits until the container closes. */
  private static Runnable whenGone(Asker asker, Runnable task) {
    if (asker instanceof LeavingAsker leaving) {
      return leaving.onGone(task);
    }
    if (asker instanceof GuestAsker guest) {
      return guest.afterwards(task);
    }
    return asker.origin().equals(asker) ? () -> {} : whenGone(asker.origin(), task);
  }
}
