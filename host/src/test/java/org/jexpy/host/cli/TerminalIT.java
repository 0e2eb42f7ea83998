package org.jexpy.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole processes on a real terminal. */
@Timeout(300)
class TerminalIT {
  @TempDir Path folder;

  @BeforeAll
  static void python() {
    Terminal.assumePossible();
  }

  @Test
  void aJavaScriptConversation() throws Exception {
    Terminal.Result result =
        new Terminal()
            .expect("JavaScript")
            .expect("> ")
            .type("6 * 7\n")
            .expect("42\n> ")
            .type("const lengthy_name = 5\n")
            .expect("undefined\n> ")
            .type("lengt\t+ 1\n")
            .expect("\n6\n> ")
            .type("function f() {\n")
            .expect("... ")
            .type("return 'multi' + 'line' }\n")
            .expect("undefined\n> ")
            .type("await f()\n")
            .expect("multiline")
            .expect("> ")
            .type("console.log('st' + 'art'); for (;;) ;\n")
            .expect("start")
            .press("C")
            .expect("[ERR_SCRIPT_EXECUTION_INTERRUPTED]")
            .expect("> ")
            .type("setTimeout(() => console.log('ti' + 'mer'), 1)\n")
            .expect("timer")
            .type("(\n")
            .expect("... ")
            .press("C")
            .expect("> ")
            .type("process.stdin.isTTY\n")
            .expect("true")
            .expect("> ")
            .press("C")
            .expect("(To exit")
            .expect("> ")
            .press("C")
            .run(folder, "repl", "--lang", "js");

    assertThat(result.status()).as(result.screen()).isZero();
    assertPrivateHistory("js-history", "lengthy_name");
  }

  @Test
  void aPythonConversation() throws Exception {
    Terminal.Result result =
        new Terminal()
            .expect("Python")
            .expect(">>> ")
            .type("6 * 7\n")
            .expect("42\n>>> ")
            .type("lengthy_name = 5\n")
            .expect(">>> ")
            .type("lengt\t+ 1\n")
            .expect("\n6\n>>> ")
            .type("for i in range(2):\n")
            .expect("... ")
            .type("  print('line', i)\n")
            .expect("... ")
            .type("\n")
            .expect("line 1")
            .expect(">>> ")
            .type("name = input('your ' + 'name? ')\n")
            .expect("your name? ")
            .type("Ada\n")
            .expect(">>> ")
            .type("print('st' + 'art', name); all(True for _ in iter(int, 1))\n")
            .expect("start Ada") // so it is evaluated: at the prompt, Ctrl-C means another thing
            .press("C")
            .expect("KeyboardInterrupt")
            .expect(">>> ")
            .press("D")
            .run(folder, "repl");

    assertThat(result.status()).as(result.screen()).isZero();
    assertPrivateHistory("python-history", "lengthy_name");
  }

  @Test
  void aPythonScriptSeesTheTerminal() throws Exception {
    Path script =
        Files.writeString(
            folder.resolve("script.py"),
            """
            import sys
            print(sys.stdin.isatty(), sys.stdout.isatty(), sys.stderr.isatty())
            name = input('name? ')
            print('Hello', name)
            try:
                while True:
                    pass
            except KeyboardInterrupt:
                print('interrupted')
                raise
            """);

    Terminal.Result result =
        new Terminal()
            .expect("True True True\n")
            .expect("name? ")
            .type("Ada\n")
            .expect("Hello Ada\n")
            .press("C")
            .expect("interrupted\n")
            .expect("KeyboardInterrupt")
            .run(folder, "run", script.toString());

    assertThat(result.status()).as(result.screen()).isEqualTo(130);
  }

  @Test
  void aJavaScriptScriptSeesTheTerminal() throws Exception {
    Path script =
        Files.writeString(
            folder.resolve("script.mjs"),
            """
            console.log(process.stdin.isTTY, process.stdout.isTTY, process.stderr.isTTY);
            process.stdout.write('name? ');
            process.stdin.once('data', (data) => {
              console.log('Hello', String(data).trim());
              for (;;) ;
            });
            """);

    Terminal.Result result =
        new Terminal()
            .expect("true true true\n")
            .expect("name? ")
            .type("Ada\n")
            .expect("Hello Ada\n")
            .press("C")
            .run(folder, "run", script.toString());

    assertThat(result.status()).as(result.screen()).isEqualTo(130);
  }

  private void assertPrivateHistory(String name, String text) throws Exception {
    Path history = folder.resolve("jexpy").resolve(name);
    assertThat(history).content().contains(text);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
        .isEqualTo("rw-------");
  }
}
