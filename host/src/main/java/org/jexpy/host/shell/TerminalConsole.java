package org.jexpy.host.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jexpy.host.command.Candidate;
import org.jexpy.host.command.Tokenizer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;

/** A terminal with someone at it. The only class of the shell that loads JLine. */
final class TerminalConsole implements Console {
  private static final String HELP = "command-help";
  private static final long LOOK_AGAIN_MILLIS = 200;

  private final Terminal terminal;
  private final LineReader reader;
  private final LocalWords local;
  private String prompt = "";
  private volatile boolean interrupted;

  private TerminalConsole(Terminal terminal, CommandService service, Path history) {
    this.terminal = terminal;
    this.local = new LocalWords(service);
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("jexpy")
            .parser(new LineParser())
            .completer((self, line, list) -> complete(line.line(), line.cursor(), list))
            .variable(LineReader.HISTORY_FILE, history)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "")
            // An exclamation mark is one, and keywords are found in any case.
            .option(Option.DISABLE_EVENT_EXPANSION, true)
            .option(Option.CASE_INSENSITIVE, true)
            .build();
    reader.getWidgets().put(HELP, this::help);
    Objects.requireNonNull(reader.getKeyMaps().get(LineReader.MAIN)).bind(new Reference(HELP), "?");
    // While a line is read JLine has a handler of its own; this one is for the time between.
    terminal.handle(
        Signal.INT,
        signal -> {
          interrupted = true;
          service.stop();
        });
  }

  /** Take the terminal of this JVM. */
  static TerminalConsole open(CommandService service, Path history) throws IOException {
    return on(TerminalBuilder.builder().system(true).build(), service, history);
  }

  static TerminalConsole on(Terminal terminal, CommandService service, Path history) {
    return new TerminalConsole(terminal, service, history);
  }

  @Override
  public Optional<String> read(String question) {
    prompt = question;
    try {
      return Optional.of(reader.readLine(question));
    } catch (UserInterruptException e) {
      return Optional.of("");
    } catch (EndOfFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<Character> ask(String question) {
    interrupted = false;
    int key = key(question);
    print("\n");
    return key < 0 ? Optional.empty() : Optional.of((char) key);
  }

  @Override
  public CommandService.Screen screen() {
    return new CommandService.Screen(terminal.getWidth(), true);
  }

  @Override
  public Consumer<String> output(Runnable stop) {
    interrupted = false;
    return new Pager(
        new Pager.Display(this::print, this::key, terminal::getWidth, terminal::getHeight), stop);
  }

  private void print(String text) {
    terminal.writer().print(text);
    terminal.flush();
  }

  /** Ctrl-C comes as a key here, unless it was pressed before the terminal knew; hence the flag. */
  private int key(String question) {
    Attributes before = terminal.enterRawMode();
    try {
      Attributes raw = terminal.getAttributes();
      raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
      terminal.setAttributes(raw);
      print(question);
      int key = NonBlockingReader.READ_EXPIRED;
      while (key == NonBlockingReader.READ_EXPIRED && !interrupted) {
        key = terminal.reader().read(LOOK_AGAIN_MILLIS);
      }
      return interrupted ? Pager.CTRL_C : key;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      terminal.setAttributes(before);
    }
  }

  private void complete(String line, int cursor, List<org.jline.reader.Candidate> list) {
    for (Candidate each : candidates(line, cursor)) {
      if (each.insertable()) {
        String help = each.help().isEmpty() ? null : each.help();
        list.add(
            new org.jline.reader.Candidate(each.text(), each.text(), null, help, null, null, true));
      }
    }
  }

  private boolean help() {
    String beginning = reader.getBuffer().upToCursor();
    if (Tokenizer.endsInQuotes(beginning)) {
      reader.getBuffer().write('?');
      return true;
    }
    String text = HelpText.of(candidates(beginning, beginning.length()));
    reader.printAbove(prompt + reader.getBuffer() + "?\n" + text);
    return true;
  }

  /** A lost container is told of when a line is executed, not while one is typed. */
  private List<Candidate> candidates(String line, int cursor) {
    try {
      return local.complete(line, cursor);
    } catch (IOException e) {
      return List.of();
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
