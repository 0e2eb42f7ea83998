package org.jexpy.sandbox.python;

import java.util.List;
import java.util.stream.LongStream;
import org.graalvm.polyglot.Value;
import org.jexpy.sandbox.GuestVisible;
import org.jexpy.sandbox.ReplConsole;

/** A terminal, as the Python piece {@code repl} asks it for lines. */
public final class PythonConsole {
  private final ReplConsole console;

  PythonConsole(ReplConsole console) {
    this.console = console;
  }

  /**
   * Wait for a line.
   *
   * @param prompt what to show before it
   * @param completer a Python function from a word to a list of candidates
   * @return nothing at the end of the input; else what it is, {@code text} or {@code interrupted},
   *     and the text
   */
  @GuestVisible
  public List<String> read(String prompt, Value completer) {
    return switch (console.readLine(prompt, word -> strings(completer.execute(word)))) {
      case ReplConsole.Input.Text(String text) -> List.of("text", text);
      case ReplConsole.Input.Interrupted() -> List.of("interrupted", "");
      case ReplConsole.Input.End() -> List.of();
    };
  }

  private static List<String> strings(Value list) {
    return LongStream.range(0, list.getArraySize())
        .mapToObj(at -> list.getArrayElement(at).asString())
        .toList();
  }
}
