package org.jexpy.host.supervision;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The container's command language, as processes use it. */
@FunctionalInterface
public interface CommandLines {
  /**
   * Execute a line. Called on the main loop.
   *
   * @param line the line
   * @param asker who gives it
   * @param out takes pieces of output, the text of a failure among them
   * @return completes when it is done, or with the failure
   */
  CompletionStage<Void> execute(String line, GuestAsker asker, Consumer<String> out);
}
