package org.jexpy.sandbox.js;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.jexpy.sandbox.ReplConsole;
import org.jexpy.sandbox.resource.OwnedResources;
import org.jexpy.sandbox.thread.Runner;
import org.jexpy.sandbox.thread.SandboxThreads;

/**
 * {@code jexpy repl --lang js}: lines come in on a thread of their own, so that timers and promises
 * go on while the prompt waits; what a line means is {@code internal/repl.js}'s business.
 */
final class JsConversation {
  private static final int COMPLETION_SECONDS = 2;

  private final Runner runner;
  private final OwnedResources resources;
  private final ReplConsole console;
  private final boolean terminal;
  private final HostConversation host;
  private final Value repl;
  private final GuestInterrupt interrupt;
  private volatile boolean interruptedAtPrompt;
  private boolean ended;

  /**
   * A conversation that has not begun.
   *
   * @param boot what {@code boot.js} returned
   * @param console where lines come from; empty for standard input
   */
  JsConversation(
      Context context, JsSession.Surroundings around, Value boot, Optional<ReplConsole> console) {
    this.runner = around.services().runner();
    this.resources = around.services().resources();
    this.terminal = console.isPresent();
    this.console = console.orElseGet(() -> new StreamConsole(around.policy().streams().in()));
    this.host = new HostConversation(context, terminal);
    this.repl = boot.invokeMember("converse", host);
    this.interrupt =
        new GuestInterrupt(
            GuestRealm.current(), runner, () -> repl.invokeMember("interrupted", false));
    if (around.signals() && terminal) {
      interrupt.listen();
    }
  }

  /**
   * Converses to the end of the input.
   *
   * @param endTurn what to do after each task of the loop
   * @return whether it came to its end; false if nothing is left that could settle what the last
   *     input awaits
   */
  boolean run(Runnable endTurn) throws InterruptedException {
    try (interrupt) {
      Thread reader = SandboxThreads.service("jexpy-console", this::read);
      reader.start();
      repl.invokeMember("begin");
      Runnable turn =
          () -> {
            endTurn.run();
            host.endTurn();
          };
      while (!isOver()) {
        try {
          turn.run();
          runner.loopUntil(this::isOver, turn);
        } catch (PolyglotException e) {
          if (!interrupt.taken()) {
            throw e;
          }
          repl.invokeMember("torn", interruptedAtPrompt);
        }
      }
      reader.interrupt();
      return ended;
    }
  }

  private boolean isOver() {
    return ended
        || (!terminal && !resources.hasReferenced() && repl.invokeMember("isAwaiting").asBoolean());
  }

  private void read() {
    try {
      while (true) {
        String prompt = host.nextPrompt();
        ReplConsole.Input input = console.readLine(prompt, this::complete);
        if (input instanceof ReplConsole.Input.Interrupted) {
          // The guest may be in a timer's callback meanwhile.
          interruptedAtPrompt = true;
          interrupt.interrupt(false);
        }
        runner.execute(() -> take(input));
      }
    } catch (InterruptedException | RejectedExecutionException e) {
      // The conversation is over.
      Thread.currentThread().interrupt();
    }
  }

  private void take(ReplConsole.Input input) {
    interruptedAtPrompt = false;
    switch (input) {
      case ReplConsole.Input.Text(String text) -> repl.invokeMember("line", text);
      case ReplConsole.Input.Interrupted() -> repl.invokeMember("interrupted", true);
      case ReplConsole.Input.End() -> ended = repl.invokeMember("end").asBoolean();
    }
  }

  private List<String> complete(String word) {
    CompletableFuture<List<String>> answer = new CompletableFuture<>();
    try {
      runner.execute(
          () -> {
            try {
              Value found = repl.invokeMember("complete", word);
              answer.complete(
                  LongStream.range(0, found.getArraySize())
                      .mapToObj(at -> found.getArrayElement(at).asString())
                      .toList());
            } catch (PolyglotException e) {
              answer.complete(List.of());
              throw e;
            }
          });
      return answer.get(COMPLETION_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      // The guest is busy.
      return List.of();
    }
  }
}
