package org.jexpy.host.command;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What is wrong, without what futures wrap around it on its way. */
public final class Failures {
  private Failures() {}

  /**
   * The failure itself.
   *
   * @param failure as a future gave it
   * @return the innermost one that no future has made
   */
  public static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
