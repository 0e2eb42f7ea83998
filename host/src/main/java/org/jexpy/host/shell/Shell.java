package org.jexpy.host.shell;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jexpy.host.command.Candidate;
import org.jexpy.host.command.Token;
import org.jexpy.host.command.Tokenizer;

/**
 * Reads command lines and has them executed, one after the other. {@code exit}, {@code quit} and
 * {@code logout} end it, and so does the end of the input; a word {@code ?} at the end of a line
 * lists what may stand there. All other words are the container's.
 */
public final class Shell {
  private final CommandService service;
  private final LocalWords local;
  private final Console console;
  private int number = 1;
  private int status;

  private Shell(CommandService service, Console console) {
    this.service = service;
    this.local = new LocalWords(service);
    this.console = console;
  }

  /**
   * Converse with whoever sits at the terminal of this JVM.
   *
   * @param service executes the lines
   * @param history the file that keeps the lines; it is made, with its folder, readable by its
   *     owner only. Without it there is no history beyond this shell
   * @param warn takes what has to be told before it begins, line by line
   * @return the exit status: 0
   * @throws IOException if the terminal cannot be used or the container be reached
   */
  public static int onTerminal(CommandService service, Path history, Consumer<String> warn)
      throws IOException {
    HistoryFile.prepare(history).ifPresent(warn);
    try (TerminalConsole console = TerminalConsole.open(service, history)) {
      return new Shell(service, console).run(false);
    }
  }

  /**
   * Execute lines from a pipe or a file, without prompts. A line that fails does not keep the next
   * ones from being executed.
   *
   * @param service executes the lines
   * @param in the lines; closed at the end
   * @param out takes the output
   * @return the exit status: 0, or 1 if one of the lines failed
   * @throws IOException if reading fails or the container cannot be reached
   */
  public static int onPipe(CommandService service, Reader in, Consumer<String> out)
      throws IOException {
    try (Console console = new PipeConsole(in, out)) {
      return new Shell(service, console).run(true);
    }
  }

  /** For tests: another console. */
  static int on(CommandService service, Console console) throws IOException {
    return new Shell(service, console).run(false);
  }

  private int run(boolean failuresCount) throws IOException {
    boolean more = true;
    while (more) {
      Optional<String> line = console.read(service.prompt().text(number));
      more = line.isPresent() ? take(line.get()) : !mayLeave();
    }
    return failuresCount ? status : 0;
  }

  /** Returns whether there is to be another line. */
  private boolean take(String line) throws IOException {
    if (line.isBlank()) {
      return true;
    }
    number++;
    if (local.isLeave(line)) {
      return !mayLeave();
    }
    Optional<String> question = question(line);
    if (question.isPresent()) {
      List<Candidate> candidates = local.complete(question.get(), question.get().length());
      console.output(() -> {}).accept(HelpText.of(candidates));
      return true;
    }
    execute(line);
    return true;
  }

  private int execute(String line) throws IOException {
    int result = service.execute(line, console.screen(), console.output(service::stop));
    if (result != 0) {
      status = 1;
    }
    return result;
  }

  /** The line up to a question mark that stands alone at its end. */
  private static Optional<String> question(String line) {
    if (!line.stripTrailing().endsWith("?") || Tokenizer.endsInQuotes(line)) {
      return Optional.empty();
    }
    List<Token> words = Tokenizer.split(line);
    if (words.isEmpty() || words.getLast().quoted() || !words.getLast().text().equals("?")) {
      return Optional.empty();
    }
    return Optional.of(line.substring(0, words.getLast().start()));
  }

  /** Nobody loses changes by leaving, unless they say so. */
  private boolean mayLeave() throws IOException {
    if (!service.prompt().unsaved()) {
      return true;
    }
    Optional<Character> answer =
        console.ask("Do you wish to save your configuration changes? (y/N) ");
    return answer.isEmpty()
        || Character.toLowerCase(answer.get()) != 'y'
        || execute("save configuration") == 0;
  }
}
