package org.jexpy.sandbox.context;

import java.lang.ProcessBuilder.Redirect;
import org.jexpy.sandbox.fs.GuestFiles;
import org.jspecify.annotations.Nullable;

/**
 * Files that the next child program of a thread reads from and writes to. The guest runtime can
 * pass on pipes and the program's own streams only, and would let a child write to the terminal
 * what its parent sent to a file. The facade that starts the child knows better, and says so here,
 * on the thread that starts it, immediately before.
 */
public final class ChildRedirects {
  private static final ThreadLocal<@Nullable ChildRedirects> NEXT = new ThreadLocal<>();

  private final String input;
  private final String output;
  private final String error;

  private ChildRedirects(String input, String output, String error) {
    this.input = input;
    this.output = output;
    this.error = error;
  }

  /**
   * Say where the next child of the calling thread reads and writes.
   *
   * @param input the file for standard input; empty for what was asked of the runtime
   * @param output the file for standard output, to which it is appended
   * @param error the file for standard error, to which it is appended
   */
  public static void set(String input, String output, String error) {
    NEXT.set(new ChildRedirects(input, output, error));
  }

  /**
   * Put the redirections of this thread's next child into effect, once. The child opens them in its
   * parent's name, so its parent must be allowed to.
   */
  static void takeInto(ProcessBuilder builder, GuestPolicy policy) {
    ChildRedirects next = NEXT.get();
    NEXT.remove();
    if (next == null) {
      return;
    }
    GuestFiles files = policy.files();
    if (!next.input.isEmpty()) {
      builder.redirectInput(files.toRead(next.input).toFile());
    }
    if (!next.output.isEmpty()) {
      builder.redirectOutput(Redirect.appendTo(files.toWrite(next.output).toFile()));
    }
    if (!next.error.isEmpty()) {
      builder.redirectError(Redirect.appendTo(files.toWrite(next.error).toFile()));
    }
  }
}
