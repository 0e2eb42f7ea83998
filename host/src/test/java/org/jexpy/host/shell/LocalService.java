package org.jexpy.host.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jexpy.host.command.Asker;
import org.jexpy.host.command.Candidate;
import org.jexpy.host.command.Command;
import org.jexpy.host.command.CommandFailedException;
import org.jexpy.host.command.CommandRegistry;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.command.Output;
import org.jexpy.host.command.Session;

/** A container of a few commands, without a way to it. */
final class LocalService implements CommandService {
  final List<String> executed = new ArrayList<>();
  private final CommandRegistry registry = new CommandRegistry();
  private volatile CountDownLatch stopped = new CountDownLatch(1);
  private boolean unsaved;
  boolean canSave = true;

  LocalService() {
    registry
        .register(new Simple("show version", call -> call.out().line("version 1")))
        .register(new Simple("show lines <count>", LocalService::lines))
        .register(new Simple("create process <name>", call -> unsaved = true))
        .register(new Simple("delete process <name:process>", call -> unsaved = true))
        .register(new Simple("save configuration", this::save))
        .register(new Simple("wait", this::waitForStop))
        .describe("process", "name of a process", () -> List.of("greeter", "two words"));
  }

  @Override
  public int execute(String line, Screen screen, Consumer<String> output) {
    executed.add(line);
    stopped = new CountDownLatch(1);
    Session session = new Session(screen.width(), false, screen.canPage(), Asker.of("test"));
    boolean failed =
        registry
            .execute(line, Output.of(session, output), session)
            .toCompletableFuture()
            .isCompletedExceptionally();
    return failed ? 1 : 0;
  }

  @Override
  public void stop() {
    stopped.countDown();
  }

  boolean isStopped() {
    return stopped.getCount() == 0;
  }

  @Override
  public List<Candidate> complete(String line, int cursor) {
    return registry.complete(line, cursor);
  }

  @Override
  public PromptState prompt() {
    return new PromptState("jexpy", unsaved, true);
  }

  private static void lines(Invocation call) {
    for (int i = 1; i <= Integer.parseInt(call.value("count")); i++) {
      call.out().line("line " + i);
    }
  }

  private void save(Invocation call) {
    if (!canSave) {
      throw new CommandFailedException("the disk is full");
    }
    unsaved = false;
    call.out().line("saved");
  }

  private void waitForStop(Invocation call) {
    call.out().line("waiting");
    try {
      if (!stopped.await(1, TimeUnit.MINUTES)) {
        throw new CommandFailedException("nobody stopped it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    call.out().line("stopped");
  }

  private record Simple(String line, Consumer<Invocation> work) implements Command {
    @Override
    public List<String> syntax() {
      return List.of(line);
    }

    @Override
    public String summary() {
      return "summary of " + line;
    }

    @Override
    public CompletionStage<Void> run(Invocation call) {
      work.accept(call);
      return CompletableFuture.completedFuture(null);
    }
  }
}
