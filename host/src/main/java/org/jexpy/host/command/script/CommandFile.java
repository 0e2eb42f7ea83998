package org.jexpy.host.command.script;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.jexpy.host.command.Asker;
import org.jexpy.host.command.CommandFailedException;
import org.jexpy.host.command.CommandRegistry;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.command.LeavingAsker;
import org.jexpy.host.command.Output;
import org.jexpy.host.command.Report;
import org.jexpy.host.command.Session;
import org.jexpy.host.supervision.ScriptFile;

/** Executes the lines of a file, up to the first that fails. For the main loop. */
final class CommandFile {
  private final CommandRegistry commands;
  private final Executor loop;
  private final BooleanSupplier closing;
  private final ScriptFile file;
  private final Output out;
  private final Session session;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private boolean stopped;

  /**
   * A file of which nothing is executed yet.
   *
   * @param commands executes its lines
   * @param loop the main loop
   * @param closing whether the container is closing, so that no line follows
   * @param call the command that runs the file
   * @param file the file
   * @param depth how deep it is nested
   */
  CommandFile(
      CommandRegistry commands,
      Executor loop,
      BooleanSupplier closing,
      Invocation call,
      ScriptFile file,
      int depth) {
    this.commands = commands;
    this.loop = loop;
    this.closing = closing;
    this.file = file;
    this.out = new WithoutFailures(call.out());
    Session outer = call.session();
    Asker asker = ScriptAsker.of(file.name(), depth, outer.asker());
    this.session = new Session(outer.width(), outer.json(), outer.canPage(), asker);
  }

  CompletableFuture<Void> begin() {
    next(0);
    return done;
  }

  /** Nobody waits any more: what runs goes on, nothing follows it. */
  void stop() {
    stopped = true;
  }

  private void next(int index) {
    if (stopped || closing.getAsBoolean()) {
      endBefore(index);
      return;
    }
    if (index == file.lines().size()) {
      done.complete(null);
      return;
    }
    var _ =
        commands
            .execute(file.lines().get(index), out, session)
            .whenComplete(
                (nothing, failure) -> {
                  if (failure instanceof CommandFailedException told) {
                    done.completeExceptionally(new LineFailedException(file, index + 1, told));
                  } else {
                    later(index + 1);
                  }
                });
  }

  /** Not from within: a file may be long. */
  private void later(int index) {
    try {
      loop.execute(() -> next(index));
    } catch (RejectedExecutionException e) {
      // The container has gone.
      endBefore(index);
    }
  }

  private void endBefore(int index) {
    done.completeExceptionally(
        new CommandFailedException(
            "script %s was stopped before line %d".formatted(file.name(), index + 1)));
  }

  /** A line of a script failed; its own text comes first, then where it stands. */
  private static final class LineFailedException extends CommandFailedException {
    private static final long serialVersionUID = 1L;

    private final String text;

    LineFailedException(ScriptFile file, int line, CommandFailedException cause) {
      super(cause.getMessage() + "\n" + where(file, line), cause);
      this.text = cause.text() + "\nError: " + where(file, line);
    }

    private static String where(ScriptFile file, int line) {
      return "script %s, line %d failed%s"
          .formatted(
              file.name(),
              line,
              line == file.lines().size() ? "" : "; the lines after it have not been executed");
    }

    @Override
    public String text() {
      return text;
    }
  }

  /** The output of whoever runs the file; failures are told at its end, with their lines. */
  private record WithoutFailures(Output out) implements Output {
    @Override
    public void text(String text) {
      out.text(text);
    }

    @Override
    public void note(String line) {
      out.note(line);
    }

    @Override
    public void report(Report report) {
      out.report(report);
    }

    @Override
    public void failure(CommandFailedException failure) {}

    @Override
    public void end() {
      out.end();
    }
  }

  /** Who gives the lines of a file, for somebody else. */
  private interface ScriptAsker extends Asker {
    static Asker of(String name, int depth, Asker outer) {
      return outer instanceof LeavingAsker leaving
          ? new Leaving(name, depth, leaving)
          : new Plain(name, depth, outer);
    }

    String name();

    Asker outer();

    @Override
    default String title() {
      return "script " + name();
    }

    @Override
    default Asker origin() {
      return outer().origin();
    }

    /** For one that cannot leave. */
    record Plain(String name, int depth, Asker outer) implements ScriptAsker {}

    /** For one that can. */
    record Leaving(String name, int depth, LeavingAsker outer)
        implements ScriptAsker, LeavingAsker {
      @Override
      public Runnable onGone(Runnable task) {
        return outer.onGone(task);
      }

      @Override
      public void whenRoom(Runnable task) {
        outer.whenRoom(task);
      }
    }
  }
}
