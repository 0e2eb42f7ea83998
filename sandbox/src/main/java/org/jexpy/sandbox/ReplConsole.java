package org.jexpy.sandbox;

import java.util.List;

/**
 * Where the lines of a conversation come from: a terminal with editing, history and completion.
 * Python's Runner calls it, and waits meanwhile; for JavaScript a thread of its own does.
 */
@FunctionalInterface
public interface ReplConsole {

  /** What one wait for a line gave. */
  sealed interface Input {
    /**
     * The user has entered something.
     *
     * @param text it, without a line end; may hold several lines if they were pasted
     */
    record Text(String text) implements Input {}

    /** Ctrl-C: what was typed is forgotten. */
    record Interrupted() implements Input {}

    /** Ctrl-D: there will be no more. */
    record End() implements Input {}
  }

  /** What could stand in place of an unfinished word. */
  @FunctionalInterface
  interface Completer {
    /**
     * Complete a word.
     *
     * @param word a name, or names with dots between, the last of them unfinished
     * @return the candidates, each a replacement of the whole word; empty if there are none
     */
    List<String> complete(String word);
  }

  /**
   * Wait for a line.
   *
   * @param prompt what to show before it
   * @param completer completes words; only to be called on the calling thread, before this method
   *     returns
   * @return what came
   */
  Input readLine(String prompt, Completer completer);
}
