package org.jexpy.host.command;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A command: what its lines look like, and what it does. One small class each. */
public interface Command {
  /**
   * The lines that call it, in the notation of {@link Syntax}.
   *
   * @return one or more
   */
  List<String> syntax();

  /** What it does, in a few words: {@code help} and {@code ?} show them. */
  String summary();

  /**
   * What {@code ?} says of its words.
   *
   * @return a few words by keyword, or by the name of a value; what is missing is taken from the
   *     syntax
   */
  default Map<String, String> hints() {
    return Map.of();
  }

  /**
   * Do it. Runs on the thread that executes the line, and must not wait there.
   *
   * @param call the values of the line, and where to print
   * @return completes when it is done, or with {@link CommandFailedException}
   * @throws CommandFailedException if it cannot be done
   */
  CompletionStage<Void> run(Invocation call);
}
