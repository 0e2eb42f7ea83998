package org.jexpy.sandbox.callgraph;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A call whose deadline passed: what the watchdog keeps a record of.
 *
 * @param chain the calls that led to it; it is the last one itself
 * @param target the lane that was to serve it, as {@code process/lane}
 * @param deadline how long it was waited for
 * @param caller the stack of the thread that waited
 * @param server the stack of the thread that served the call, or empty if none had taken it up
 */
public record TimedOutCall(
    CallChain chain, String target, Duration deadline, Stack caller, Optional<Stack> server) {
  /**
   * The stack of a thread at the deadline.
   *
   * @param thread its name
   * @param frames its frames, innermost first
   */
  public record Stack(String thread, List<StackTraceElement> frames) {
    /** Copies the frames. */
    public Stack {
      frames = List.copyOf(frames);
    }

    static Stack of(Thread thread) {
      return new Stack(thread.getName(), List.of(thread.getStackTrace()));
    }
  }

  /** One line for people: what was called, from where, and how far it came. */
  public String describe() {
    return "the call to %s was not answered within %s (%s); called by: %s"
        .formatted(
            target,
            seconds(),
            server
                .map(stack -> "it is being served by thread '" + stack.thread() + "'")
                .orElse("no worker has taken it up"),
            chain);
  }

  private String seconds() {
    return deadline.toMillis() % 1000 == 0
        ? deadline.toSeconds() + " s"
        : deadline.toMillis() + " ms";
  }
}
