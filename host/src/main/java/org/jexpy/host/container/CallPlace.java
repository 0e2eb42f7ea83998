package org.jexpy.host.container;

/**
 * Where in a Java program a process is called, for messages about calls that wait for each other.
 */
final class CallPlace {
  private static final StackWalker STACK = StackWalker.getInstance();

  private CallPlace() {}

  /** The first frame that is none of ours, and what it calls. */
  static String here(String process, String function) {
    String caller =
        STACK.walk(
            frames ->
                frames
                    .filter(frame -> !frame.getClassName().startsWith(GuestProcess.class.getName()))
                    .filter(frame -> !frame.getClassName().equals(CallPlace.class.getName()))
                    .findFirst()
                    .map(frame -> "%s:%d".formatted(frame.getFileName(), frame.getLineNumber()))
                    .orElse("Java"));
    return "%s calling %s.%s".formatted(caller, process, function);
  }
}
