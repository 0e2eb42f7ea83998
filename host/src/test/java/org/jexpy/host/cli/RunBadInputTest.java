package org.jexpy.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jexpy.host.cli.RunProcess.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users get wrong, and what they see then: never a Java stack trace. */
class RunBadInputTest {
  @TempDir Path folder;

  @Test
  void aMissingScriptIsReportedInCPythonsWords() throws Exception {
    Result result = RunProcess.run(folder, "nope.py");
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "jexpy: can't open file '%s': [Errno 2] No such file or directory\n"
                .formatted(folder.toRealPath().resolve("nope.py")));
  }

  @Test
  void anUncaughtErrorShowsGuestFramesOnly() throws Exception {
    Path script = script("def f():\n    return 1 / 0\nf()\n");
    Result result = RunProcess.run(folder, script.toString());
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            """
            Traceback (most recent call last):
              File "%1$s", line 3, in <module>
                f()
              File "%1$s", line 2, in f
                return 1 / 0
                       ~~^~~
            ZeroDivisionError: division by zero
            """
                .formatted(script));
  }

  @Test
  void aSyntaxErrorShowsWhere() throws Exception {
    Result result = RunProcess.run(folder, script("def f(:\n").toString());
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("  File \"")
        .contains("line 1\n    def f(:\n", "^")
        .endsWith("SyntaxError: '(' was never closed\n");
  }

  @Test
  void binaryGarbageIsASyntaxError() throws Exception {
    Path script = folder.resolve("garbage.py");
    Files.write(script, new byte[] {'x', '=', 1, (byte) 0xFF, (byte) 0xFE, 0, 7});
    Result result = RunProcess.run(folder, script.toString());
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("SyntaxError: source code cannot contain null bytes");
  }

  @Test
  void recursionRefusalsAndExitTextsAreGuestErrors() throws Exception {
    Result result =
        RunProcess.run(
            folder,
            "-c",
            """
            import os, subprocess, sys, json
            def forever(n): return forever(n + 1)
            deep = []
            for _ in range(100000): deep = [deep]
            def say(action):
                try: action()
                except Exception as error: print(type(error).__name__, error)
            say(lambda: forever(0))
            say(lambda: repr(deep))
            say(lambda: json.dumps(deep))
            say(lambda: open("/etc/hostname"))
            say(lambda: subprocess.run(["echo"]))
            say(lambda: os.system("true"))
            say(lambda: os.kill(1, 0))
            say(lambda: os.chown("/", 0, 0))
            print(dict(os.environ))
            sys.exit("so long")
            """);
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).isEqualTo("so long\n");
    assertThat(result.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("RecursionError"),
            line -> assertThat(line).startsWith("RecursionError"),
            line -> assertThat(line).startsWith("RecursionError"),
            line -> assertThat(line).contains("PermissionError", "--allow-read=/etc/hostname"),
            line -> assertThat(line).contains("PermissionError", "--allow-run=echo"),
            line -> assertThat(line).contains("PermissionError", "--allow-run=/bin/sh"),
            line -> assertThat(line).contains("PermissionError", "--allow-run=kill"),
            line -> assertThat(line).contains("OSError", "os.chown"),
            line -> assertThat(line).isEqualTo("{}"));
  }

  @Test
  void aLineOfTenMegabytesIsRead() throws Exception {
    try (RunProcess run =
        RunProcess.start(
            folder, "x".repeat(10_000_000) + "\nlast\n", "-c", "print(len(input()), input())")) {
      assertThat(run.result()).isEqualTo(new Result(0, "10000000 last\n", ""));
    }
  }

  @Test
  void ctrlCRaisesKeyboardInterruptInTheScriptFirst() throws Exception {
    try (RunProcess run =
        RunProcess.start(
            folder,
            ProcessBuilder.Redirect.PIPE,
            "-u",
            "-c",
            "try:\n    print('ready'); input()\nfinally: print('finally')")) {
      run.awaitOutput("ready");
      run.signal("INT");
      Result result = run.result();
      assertThat(result.status()).isEqualTo(130);
      assertThat(result.out()).isEqualTo("ready\nfinally\n");
      assertThat(result.err()).endsWith("KeyboardInterrupt\n").doesNotContain("at org.");
    }
  }

  private Path script(String text) throws Exception {
    Path script = folder.toRealPath().resolve("script.py");
    Files.writeString(script, text);
    return script;
  }
}
