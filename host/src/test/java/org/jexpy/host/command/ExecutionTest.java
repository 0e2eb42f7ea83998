package org.jexpy.host.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExecutionTest {
  private final StringBuilder text = new StringBuilder();
  private final Output out = Output.of(Samples.session(), text::append);

  @Test
  void aCommandPrintsAndIsDone() {
    CommandRegistry registry =
        new CommandRegistry()
            .register(
                Samples.command(
                    "greet <name>",
                    call -> {
                      call.out().line("hello " + call.value("name"));
                      return CompletableFuture.completedFuture(null);
                    }));

    assertThat(failure(registry.execute("gr Ada", out, Samples.session()))).isNull();
    assertThat(text).hasToString("hello Ada\n");
  }

  @Test
  void aFailureIsPrintedAndHandedOn() {
    CommandRegistry registry =
        new CommandRegistry()
            .register(
                Samples.command(
                    "fail now",
                    call -> {
                      throw new CommandFailedException("no such process");
                    }))
            .register(
                Samples.command(
                    "fail later",
                    call ->
                        CompletableFuture.failedFuture(new CommandFailedException("later, too"))));

    assertThat(failure(registry.execute("fail now", out, Samples.session())))
        .isInstanceOf(CommandFailedException.class)
        .hasMessage("no such process");
    assertThat(failure(registry.execute("fail later", out, Samples.session())))
        .isInstanceOf(CommandFailedException.class)
        .hasMessage("later, too");
    assertThat(text).hasToString("Error: no such process\nError: later, too\n");
  }

  @Test
  void aDefectIsAFailureThatSaysSo() {
    CommandRegistry registry =
        new CommandRegistry()
            .register(
                Samples.command(
                    "break",
                    call ->
                        CompletableFuture.failedFuture(
                            new CompletionException(new IllegalStateException("oops")))));

    assertThat(failure(registry.execute("break", out, Samples.session())))
        .isInstanceOf(CommandFailedException.class)
        .hasMessage(
            "the command failed inside jexpy (java.lang.IllegalStateException: oops);"
                + " the log of the container tells more");
  }

  @Test
  void aLineThatIsNoCommandIsShownWithoutAnError() {
    assertThat(failure(Samples.registry().execute("nothing", out, Samples.session())))
        .isInstanceOf(CommandSyntaxException.class);
    assertThat(text).startsWith("nothing\n^\n%% Invalid input detected at '^' marker.\n");
  }

  @Test
  void aBlankLineDoesNothing() {
    assertThat(failure(Samples.registry().execute(" ", out, Samples.session()))).isNull();
    assertThat(text).isEmpty();
  }

  private static @Nullable Throwable failure(CompletionStage<Void> stage) {
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    stage.whenComplete((nothing, thrown) -> failure.set(thrown));
    assertThat(stage.toCompletableFuture()).isDone();
    return failure.get();
  }
}
