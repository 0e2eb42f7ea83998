package org.jexpy.host.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ShellTest {
  private final LocalService service = new LocalService();
  private final StringBuilder out = new StringBuilder();

  @Test
  void aPipeIsExecutedLineByLineWithoutPrompts() throws IOException {
    int status = pipe("show version\n\n# nothing\nsh li 2");

    assertThat(status).isZero();
    assertThat(out).hasToString("version 1\nline 1\nline 2\n");
  }

  @Test
  void aFailureInAPipeShowsInTheStatusAndStopsNothing() throws IOException {
    int status = pipe("show nothing\nshow version\n");

    assertThat(status).isEqualTo(1);
    assertThat(out).contains("%% Invalid input").endsWith("version 1\n");
  }

  @Test
  void nothingIsReadBehindExit() throws IOException {
    pipe("exit\nshow version\n");

    assertThat(service.executed).isEmpty();
  }

  @Test
  void theWordsThatLeaveMayBeShortenedUnlessACommandIsMeant() throws IOException {
    pipe("qu x\nEX\nshow version\n");
    pipe("d g\nl\nshow version\n");

    assertThat(service.executed).containsExactly("qu x", "d g");
  }

  @Test
  void theWordsThatLeaveAreListed() throws IOException {
    pipe("?\ne?\ne ?\n");

    assertThat(out).asString().containsOnlyOnce("  exit    leave the shell\n");
  }

  @Test
  void aQuestionMarkAloneListsWhatMayStandThere() throws IOException {
    pipe("show ?\ncreate process g? \ncreate process \"?\"\n\"un ?\n nothing ?");

    assertThat(out)
        .asString()
        .startsWith(
            """
              lines    summary of show lines <count>
              version  summary of show version
            """)
        .contains("Missing quote")
        .endsWith("  nothing known may stand here\n");
    assertThat(service.executed)
        .containsExactly("create process g? ", "create process \"?\"", "\"un ?");
  }

  @Test
  void promptsCountCommandsAndShowWhatIsNotSaved() throws IOException {
    FakeConsole console =
        new FakeConsole("show version", "", "create process g", "save configuration", "quit");

    Shell.on(service, console);

    assertThat(console.prompts)
        .containsExactly("jexpy.1 # ", "jexpy.2 # ", "jexpy.2 # ", "* jexpy.3 # ", "jexpy.4 # ");
    assertThat(new PromptState("jexpy", false, false).text(1)).isEqualTo("jexpy.1 > ");
  }

  @Test
  void leavingAsksForChangesThatAreNotSaved() throws IOException {
    FakeConsole console = new FakeConsole("create process g", "exit");
    console.answers.add('y');

    Shell.on(service, console);

    assertThat(console.questions)
        .containsExactly("Do you wish to save your configuration changes? (y/N) ");
    assertThat(service.executed).containsExactly("create process g", "save configuration");
  }

  @Test
  void changesMayBeGivenUp() throws IOException {
    FakeConsole console = new FakeConsole("create process g");
    console.answers.add('\r');

    Shell.on(service, console);

    assertThat(service.executed).containsExactly("create process g");
  }

  @Test
  void whoeverCannotSaveStays() throws IOException {
    service.canSave = false;
    FakeConsole console = new FakeConsole("create process g", "exit", "show version", "exit");
    console.answers.addAll(List.of('Y', 'n'));

    Shell.on(service, console);

    assertThat(service.executed)
        .containsExactly("create process g", "save configuration", "show version");
    assertThat(console.out).contains("Error: the disk is full\n");
  }

  private int pipe(String lines) throws IOException {
    return Shell.onPipe(service, new StringReader(lines), out::append);
  }

  /** Someone who has planned what to type. */
  private static final class FakeConsole implements Console {
    final List<String> prompts = new ArrayList<>();
    final List<String> questions = new ArrayList<>();
    final Deque<Character> answers = new ArrayDeque<>();
    final StringBuilder out = new StringBuilder();
    private final Deque<String> lines;

    FakeConsole(String... lines) {
      this.lines = new ArrayDeque<>(List.of(lines));
    }

    @Override
    public Optional<String> read(String prompt) {
      prompts.add(prompt);
      return Optional.ofNullable(lines.poll());
    }

    @Override
    public Optional<Character> ask(String question) {
      questions.add(question);
      return Optional.ofNullable(answers.poll());
    }

    @Override
    public CommandService.Screen screen() {
      return new CommandService.Screen(80, true);
    }

    @Override
    public Consumer<String> output(Runnable stop) {
      return out::append;
    }

    @Override
    public void close() {}
  }
}
