package org.jexpy.sandbox.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.ReplConsole;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.ScriptCode;
import org.jexpy.sandbox.ScriptRunner;
import org.jexpy.sandbox.context.SharedGuests;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ReplTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<String> prompts = new ArrayList<>();
  private final List<List<String>> completions = new ArrayList<>();
  private final Queue<ReplConsole.Input> inputs = new ArrayDeque<>();

  @Test
  void valuesArePrintedAndRemembered() throws Exception {
    assertThat(converse("6 * 7", "_ + 1", "None", "'a'")).isZero();

    assertThat(out()).isEqualTo("42\n43\n'a'\n");
    assertThat(err()).isEmpty();
  }

  @Test
  void aBlockIsReadToItsEmptyLine() throws Exception {
    converse("for i in range(2):", "  print(i)", "", "i");

    assertThat(prompts).containsExactly(">>> ", "... ", "... ", ">>> ", ">>> ");
    assertThat(out()).isEqualTo("0\n1\n1\n");
  }

  @Test
  void aBlockMayHaveFurtherPartsAndBlocksInside() throws Exception {
    converse(
        "@staticmethod", "def f(x):", "  if x:", "    return 1", "  else:", "    return 2", "");

    assertThat(err()).isEmpty();
    assertThat(prompts.stream().filter(">>> "::equals)).hasSize(2);
  }

  @Test
  void whatIsOpenGoesOn() throws Exception {
    converse("try:", "  int(", "", "    'x')", "except ValueError:", "  1", "finally:", "  2", "");
    converse("\"\"\"one", "", "two\"\"\"", "[", "3]", "4 + \\", "5");

    assertThat(err()).isEmpty();
    assertThat(out()).isEqualTo("1\n2\n'one\\n\\ntwo'\n[3]\n9\n");
  }

  @Test
  void pastedLinesAreTakenOneByOne() throws Exception {
    converse("x = 1\ny = 2\nx + y");

    assertThat(out()).isEqualTo("3\n");
  }

  @Test
  void anErrorShowsTheGuestsFramesOnlyAndTheConversationGoesOn() throws Exception {
    assertThat(converse("def f(): return 1 / 0", "", "f()", "1 +* 2", "'on'")).isZero();

    assertThat(err())
        .startsWith(
            """
            Traceback (most recent call last):
              File "<stdin>", line 1, in <module>
              File "<stdin>", line 1, in f
            ZeroDivisionError: division by zero
              File "<stdin>", line 1
            """)
        .contains("SyntaxError: ");
    assertThat(out()).isEqualTo("'on'\n");
  }

  @Test
  void exitGivesItsStatusAndRunsExitHandlers() throws Exception {
    assertThat(converse("import atexit", "_ = atexit.register(print, 'left')", "exit(7)", "'no'"))
        .isEqualTo(7);
    assertThat(out()).isEqualTo("left\n");
  }

  @Test
  void ctrlCForgetsTheLinesSoFar() throws Exception {
    inputs.add(new ReplConsole.Input.Text("if True:"));
    inputs.add(new ReplConsole.Input.Interrupted());
    converse("'next'");

    assertThat(prompts).containsExactly(">>> ", "... ", ">>> ", ">>> ");
    assertThat(err()).isEqualTo("\nKeyboardInterrupt\n");
    assertThat(out()).isEqualTo("'next'\n");
  }

  @Test
  void namesAndAttributesAreCompleted() throws Exception {
    converse("import sys; lengthy_name = 1", "?length", "?sys.byteor", "?nothing.at_all", "?1 +");

    assertThat(completions)
        .containsExactly(List.of("lengthy_name"), List.of("sys.byteorder"), List.of(), List.of());
  }

  @Test
  void theConversationIsBoundByItsPermissions() throws Exception {
    converse("open('/etc/hostname')");

    assertThat(err()).contains("PermissionError").contains("--allow-read");
  }

  @Test
  void withoutATerminalLinesComeFromStandardInputWithoutPrompts() throws Exception {
    int status =
        run(
            Optional.empty(),
            """
            name = input()
            Ada
            print('Hello', name)
            if name:
              'block'""");

    assertThat(status).isZero();
    assertThat(out()).isEqualTo("Hello Ada\n'block'\n");
    assertThat(err()).isEmpty();
  }

  @Test
  void anInputThatIsIncompleteAtTheEndIsAnError() throws Exception {
    assertThat(run(Optional.empty(), "print((1,\n")).isZero();

    assertThat(err()).contains("SyntaxError: ");
  }

  /** Enter texts; one that begins with a question mark asks for completions instead. */
  private int converse(String... texts) throws Exception {
    for (String text : texts) {
      inputs.add(new ReplConsole.Input.Text(text));
    }
    return run(Optional.of(this::next), "");
  }

  private ReplConsole.Input next(String prompt, ReplConsole.Completer completer) {
    prompts.add(prompt);
    while (inputs.peek() instanceof ReplConsole.Input.Text(String text) && text.startsWith("?")) {
      completions.add(completer.complete(text.substring(1)));
      inputs.remove();
    }
    return inputs.isEmpty() ? new ReplConsole.Input.End() : inputs.remove();
  }

  private int run(Optional<ReplConsole> console, String input) throws Exception {
    RunRequest request =
        new RunRequest(
            GuestLanguage.PYTHON,
            new ScriptCode.Conversation(console),
            List.of(),
            PermissionSet.none(),
            List.of(),
            Map.of(),
            Path.of("/"),
            "/usr/bin/jexpy");
    var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    var script = new ScriptRunner(request, new GuestStreams(in, out, err, false, false), List.of());
    return SharedGuests.starter()
        .startCold("repl-test", script.key(false), script::live)
        .runner()
        .status()
        .get();
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
