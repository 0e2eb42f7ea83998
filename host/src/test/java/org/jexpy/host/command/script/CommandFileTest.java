package org.jexpy.host.command.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jexpy.host.command.Asker;
import org.jexpy.host.command.Command;
import org.jexpy.host.command.CommandFailedException;
import org.jexpy.host.command.CommandRegistry;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.command.Output;
import org.jexpy.host.command.Session;
import org.jexpy.host.supervision.ScriptFile;
import org.junit.jupiter.api.Test;

/** Lines of a file, on a loop that is a queue. */
final class CommandFileTest {
  private final Queue<Runnable> loop = new ArrayDeque<>();
  private final List<CompletableFuture<Void>> steps = new ArrayList<>();
  private boolean closing;
  private boolean ended;

  /** A command that is done when the test says so. */
  private final class Step implements Command {
    @Override
    public List<String> syntax() {
      return List.of("step");
    }

    @Override
    public String summary() {
      return "a step";
    }

    @Override
    public CompletionStage<Void> run(Invocation call) {
      CompletableFuture<Void> step = new CompletableFuture<>();
      steps.add(step);
      return step;
    }
  }

  private CompletableFuture<Void> begin(int lines) {
    CommandRegistry registry = new CommandRegistry().register(new Step());
    Session session = Session.text(Asker.of("a test"));
    Invocation call = registry.parse("step", Output.of(session, text -> {}), session).orElseThrow();
    ScriptFile file =
        new ScriptFile(
            Path.of("f.xsf"),
            "f.xsf",
            ScriptFile.Kind.COMMANDS,
            Collections.nCopies(lines, "step"));
    Executor queue =
        task -> {
          if (ended) {
            throw new RejectedExecutionException();
          }
          loop.add(task);
        };
    return new CommandFile(registry, queue, () -> closing, call, file, 1).begin();
  }

  private void step(int number) {
    steps.get(number).complete(null);
    while (!loop.isEmpty()) {
      loop.remove().run();
    }
  }

  @Test
  void allLinesAreExecutedOneAfterTheOther() {
    CompletableFuture<Void> done = begin(2);
    assertThat(steps).hasSize(1);
    step(0);
    assertThat(done).isNotDone();
    step(1);
    assertThat(done).isCompleted();
  }

  @Test
  void noLineFollowsWhenTheContainerIsClosing() {
    CompletableFuture<Void> done = begin(3);
    closing = true;
    step(0);

    assertThat(steps).hasSize(1);
    assertThatThrownBy(done::join)
        .hasCauseInstanceOf(CommandFailedException.class)
        .hasMessageContaining("script f.xsf was stopped before line 2");
  }

  @Test
  void whoWaitsIsToldThatTheLoopHasEndedMeanwhile() {
    CompletableFuture<Void> done = begin(3);
    ended = true;
    step(0);

    assertThatThrownBy(done::join).hasMessageContaining("was stopped before line 2");
  }
}
