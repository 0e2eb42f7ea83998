package org.jexpy.sandbox.js;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.awaitility.Awaitility;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.ReplConsole;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.ScriptCode;
import org.jexpy.sandbox.ScriptRunner;
import org.jexpy.sandbox.context.SharedGuests;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class JsReplTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<String> prompts = new ArrayList<>();
  private final List<List<String>> completions = new ArrayList<>();
  private final Queue<ReplConsole.Input> inputs = new ArrayDeque<>();
  private PermissionSet permissions = PermissionSet.none();

  @Test
  void valuesArePrintedAndRemembered() throws Exception {
    assertThat(converse("6 * 7", "_ + 1", "let x", "'a'", "{a: 1}", "_ = 3")).isZero();

    assertThat(out())
        .isEqualTo(
            "42\n43\nundefined\n'a'\n{ a: 1 }\nExpression assignment to _ now disabled.\n3\n");
    assertThat(err()).isEmpty();
  }

  @Test
  void whatIsOpenGoesOn() throws Exception {
    converse("function f(x) {", "  return x * 2", "}", "f(`a", "b`.length)", "{a: 1,", "b: 2}");

    assertThat(prompts).containsExactly("> ", "... ", "... ", "> ", "... ", "> ", "... ", "> ");
    assertThat(out()).isEqualTo("undefined\n6\n{ a: 1, b: 2 }\n");
    assertThat(err()).isEmpty();
  }

  @Test
  void theTopLevelAwaits() throws Exception {
    converse(
        "const { a, b: [c] } = await Promise.resolve({ a: 1, b: [2] }), d = 3",
        "a + c + d",
        "for await (const each of [4, 5]) console.log(each)",
        "function g() { return 6 } await 0; g()",
        "class K { p = 7 } await 0",
        "new K().p + g()",
        "await Promise.reject(new RangeError('late'))",
        "(await import('node:path')).sep");

    assertThat(out()).isEqualTo("undefined\n6\n4\n5\nundefined\n6\n0\n13\n'/'\n");
    assertThat(err()).isEqualTo("Uncaught RangeError: late\n");
  }

  @Test
  void errorsShowTheGuestsFramesOnlyAndTheConversationGoesOn() throws Exception {
    converse(
        "function f() { throw new TypeError('deep') }",
        "f()",
        "throw 5",
        "1 +* 2",
        "Promise.reject(new Error('nobody')); 0",
        "setTimeout(() => { throw new Error('timer') }); await new Promise((go) => setTimeout(go, 5))",
        "import fs from 'fs'",
        "_error.name");

    assertThat(err())
        .isEqualTo(
            """
            Uncaught TypeError: deep
                at f (REPL1:1:22)
            Uncaught 5
            1 +* 2
               ^

            Uncaught SyntaxError: Expected an operand but found *
            Uncaught Error: nobody
            Uncaught Error: timer
                at Timeout.<anonymous> (REPL6:1:41)
            Uncaught SyntaxError: Cannot use import statement inside the REPL, alternatively use \
            dynamic import: const { name } = await import("module")
            """);
    assertThat(out()).isEqualTo("undefined\n0\nundefined\n'SyntaxError'\n");
  }

  @Test
  void packagesOfTheWorkingDirectoryNeedNoFlag() throws Exception {
    Path modules = Files.createDirectories(folder.resolve("node_modules"));
    Path store = Files.createDirectories(modules.resolve(".pnpm/es@1.0.0/node_modules/es"));
    Files.writeString(store.resolve("package.json"), "{\"exports\": \"./index.mjs\"}");
    Files.writeString(store.resolve("index.mjs"), "export const one = 1;");
    Files.createSymbolicLink(modules.resolve("es"), Path.of(".pnpm/es@1.0.0/node_modules/es"));
    Files.writeString(modules.resolve("plain.js"), "exports.two = 2;");
    Files.writeString(folder.resolve("own.js"), "");

    converse(
        "(await import('es')).one",
        "require('plain').two",
        "path.join('a', 'b')",
        "require('./own')");

    assertThat(err()).startsWith("Uncaught Error").contains("--allow-read");
    assertThat(out()).isEqualTo("1\n2\n'a/b'\n");
  }

  @Test
  void theConversationIsBoundByItsPermissions() throws Exception {
    converse("fs.readFileSync('/etc/hostname')", ".load /etc/hostname");

    assertThat(err()).contains("EACCES").contains("--allow-read").contains("Failed to load:");
  }

  @Test
  void exitGivesItsStatus() throws Exception {
    assertThat(
            converse(
                "process.on('exit', (code) => console.log('left', code)); 0", "process.exit(7)"))
        .isEqualTo(7);
    assertThat(out()).isEqualTo("0\nleft 7\n");

    assertThat(converse(".exit", "'no'")).isZero();
    assertThat(out()).doesNotContain("no");
  }

  @Test
  void commandsLoadAndSave() throws Exception {
    permissions = PermissionSet.none().allow(Permission.READ).allow(Permission.WRITE);
    Path script =
        Files.writeString(folder.resolve("script.js"), "const loaded = [\n  1,\n];\nloaded\n");
    Path saved = folder.resolve("saved.js");

    converse(".load " + script, "loaded[0] + 1", ".save " + saved, ".nonsense", "(", ".break", "3");

    assertThat(out())
        .isEqualTo("[ 1 ]\n2\nSession saved to: " + saved + "\nInvalid REPL keyword\n3\n");
    assertThat(saved).hasContent("const loaded = [\n  1,\n];\nloaded\nloaded[0] + 1\n");
    assertThat(err()).isEmpty();
  }

  @Test
  void ctrlCForgetsTheInputSoFarAndLeavesAtAnEmptyPrompt() throws Exception {
    inputs.add(new ReplConsole.Input.Text("if (1) {"));
    inputs.add(new ReplConsole.Input.Interrupted());
    inputs.add(new ReplConsole.Input.Interrupted());
    inputs.add(new ReplConsole.Input.Text("'next'"));
    inputs.add(new ReplConsole.Input.Interrupted());
    inputs.add(new ReplConsole.Input.Interrupted());
    converse("'never'");

    String hint = "(To exit, press Ctrl+C again or Ctrl+D or type .exit)\n";
    assertThat(out()).isEqualTo(hint + "'next'\n" + hint);
    assertThat(prompts).containsExactly("> ", "... ", "> ", "> ", "> ", "> ");
  }

  @Test
  void ctrlCEndsATimerThatNeverDoesAndNoBlockOfTheGuestSeesIt() throws Exception {
    inputs.add(
        new ReplConsole.Input.Text(
            "setTimeout(() => { try { console.log('in'); for (;;); } catch { console.log('caught') } finally { console.log('finally') } }); 1"));
    inputs.add(new ReplConsole.Input.Text("@in"));
    inputs.add(new ReplConsole.Input.Interrupted());
    converse("'on'");

    assertThat(out()).isEqualTo("1\nin\n'on'\n");
    assertThat(err()).contains("[ERR_SCRIPT_EXECUTION_INTERRUPTED]");
  }

  @Test
  void namesAndPropertiesAreCompletedWithoutRunningCode() throws Exception {
    converse(
        "const lengthy_name = { inner: { deep: 1 }, get asked() { throw new Error('asked') } }",
        "?lengthy",
        "?lengthy_name.in",
        "?lengthy_name.inner.d",
        "?lengthy_name.asked.x",
        "?process.stdout.isTT",
        "?structuredCl",
        "?path.joi",
        "?nothing.at.all",
        "?.hel",
        "?debu");

    assertThat(completions)
        .containsExactly(
            List.of("lengthy_name"),
            List.of("lengthy_name.inner"),
            List.of("lengthy_name.inner.deep"),
            List.of(),
            List.of("process.stdout.isTTY"),
            List.of("structuredClone"),
            List.of("path.join"),
            List.of(),
            List.of(".help"),
            List.of("debugger"));
    assertThat(err()).isEmpty();
  }

  @Test
  void withoutATerminalLinesComeFromStandardInputAndTimersAreAwaited() throws Exception {
    int status =
        run(
            Optional.empty(),
            """
            let text = await Promise.resolve('a')
            [1,
             2]
            setTimeout(() => console.log('late'), 20); text""");

    assertThat(err()).isEmpty();
    assertThat(out()).isEqualTo("[ 1, 2 ]\n'a'\nlate\n");
    assertThat(status).isZero();
  }

  @Test
  void anInputThatCannotComeToAnEndIsReported() throws Exception {
    assertThat(run(Optional.empty(), "await new Promise(() => {})\n1\n")).isEqualTo(13);
    assertThat(err()).contains("unsettled top-level await");

    assertThat(run(Optional.empty(), "[1,\n")).isZero();
    assertThat(err()).contains("Uncaught SyntaxError: Unexpected end of input");
  }

  /** Enter texts; one that begins with a question mark asks for completions, with @ waits. */
  private int converse(String... texts) throws Exception {
    for (String text : texts) {
      inputs.add(new ReplConsole.Input.Text(text));
    }
    return run(Optional.of(this::next), "");
  }

  private ReplConsole.Input next(String prompt, ReplConsole.Completer completer) {
    prompts.add(prompt);
    while (inputs.peek() instanceof ReplConsole.Input.Text(String text)
        && (text.startsWith("?") || text.startsWith("@"))) {
      if (text.startsWith("?")) {
        completions.add(completer.complete(text.substring(1)));
      } else {
        Awaitility.await().until(() -> out().contains(text.substring(1)));
      }
      inputs.remove();
    }
    return inputs.isEmpty() ? new ReplConsole.Input.End() : inputs.remove();
  }

  private int run(Optional<ReplConsole> console, String input) throws Exception {
    RunRequest request =
        new RunRequest(
            GuestLanguage.JS,
            new ScriptCode.Conversation(console),
            List.of(),
            permissions,
            List.of(),
            Map.of(),
            folder,
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
