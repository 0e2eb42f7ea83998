package org.jexpy.host.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jexpy.host.shell.HistoryFile;
import org.jexpy.sandbox.ReplConsole;
import org.jexpy.sandbox.thread.SignalHandlers;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The terminal of {@code jexpy repl}: one of the two users of JLine, which no other command loads.
 */
final class TerminalConsole implements ReplConsole, AutoCloseable {
  private final Terminal terminal;
  private final LineReader reader;
  private final SignalHandlers interrupt = SignalHandlers.of("INT");
  private @Nullable Completer completer;

  private TerminalConsole(Terminal terminal, Path history) {
    this.terminal = terminal;
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("jexpy")
            .parser(new NameParser())
            .completer((self, line, candidates) -> complete(line, candidates))
            .variable(LineReader.HISTORY_FILE, history)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "")
            // An exclamation mark is the language's, and so is an indent.
            .option(Option.DISABLE_EVENT_EXPANSION, true)
            .option(Option.HISTORY_IGNORE_SPACE, false)
            .option(Option.INSERT_TAB, true)
            .build();
  }

  /**
   * Take the terminal of this JVM.
   *
   * @param history the file that keeps what was entered; its folder is made if that is possible
   * @return the console
   * @throws IOException if the terminal cannot be used
   */
  static TerminalConsole open(Path history) throws IOException {
    HistoryFile.prepare(history)
        .ifPresent(
            why -> System.err.printf("jexpy: %s; XDG_STATE_HOME names another place%n", why));
    return new TerminalConsole(
        TerminalBuilder.builder().system(true).nativeSignals(false).build(), history);
  }

  @Override
  public Input readLine(String prompt, Completer forThisLine) {
    // JLine takes Ctrl-C while it reads and leaves the JVM's own handler behind; the guest's must
    // be there while guest code runs.
    Object guests = interrupt.install(interrupt.handler(() -> {}));
    completer = forThisLine;
    try {
      return new Input.Text(reader.readLine(prompt));
    } catch (UserInterruptException e) {
      return new Input.Interrupted();
    } catch (EndOfFileException e) {
      return new Input.End();
    } finally {
      completer = null;
      interrupt.install(guests);
    }
  }

  private void complete(ParsedLine line, List<Candidate> candidates) {
    if (completer != null && !line.word().isEmpty()) {
      for (String each : completer.complete(line.word())) {
        candidates.add(new Candidate(each, each, null, null, null, null, false));
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      reader.getHistory().save();
    } finally {
      terminal.close();
    }
  }
}
