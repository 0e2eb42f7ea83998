package org.jexpy.host.command;

import java.util.Objects;
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

  /**
   * What people are told of a failure, which may be one that has no words for itself.
   *
   * @param failure as it was thrown, or as a future gave it
   * @return its message, or what is known of it without one
   */
  public static String text(Throwable failure) {
    Throwable cause = cause(failure);
    if (cause instanceof OutOfMemoryError) {
      return "there is not enough memory";
    }
    if (cause instanceof StackOverflowError) {
      return "it needs more stack than there is";
    }
    return Objects.requireNonNullElse(
        cause.getMessage(), "an error inside jexpy; the log of the program tells more");
  }
}
