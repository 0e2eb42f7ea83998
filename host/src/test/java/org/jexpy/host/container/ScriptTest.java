package org.jexpy.host.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jexpy.host.control.ControlClient;
import org.jexpy.host.loop.HostThreads;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.host.state.StatePaths;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code run script}: specification of EXOS §6.7, decision (b). */
@Timeout(180)
final class ScriptTest {
  @TempDir static Path folder;
  private static Path modules;
  private static Container container;

  @BeforeAll
  static void start() throws IOException {
    container =
        Container.builder()
            .stateDirectory(folder.resolve("state"))
            .controlSocket("a test")
            .spares(0)
            .start();
    modules = folder.resolve("state/cfg");
  }

  @AfterAll
  static void close() {
    container.close();
  }

  private static void write(String name, String text) throws IOException {
    Files.writeString(modules.resolve(name), text);
  }

  private static CommandResult exec(String line) {
    return container.exec(line).join();
  }

  @Test
  void aFileOfCommandsIsExecutedUpToTheFirstLineThatFails() throws Exception {
    write(
        "setup.xsf",
        """
        # makes a process
        create process made js-module m

        show process made description
        sho proces nobody
        delete process made
        """);

    CommandResult result = exec("run script setup");

    assertThat(result.succeeded()).isFalse();
    assertThat(result.output())
        .startsWith("Process Name  Description\n")
        .endsWith(
            """
            Error: Process nobody does not exist.  'show process' lists those that do.
            Error: script setup.xsf, line 5 failed; the lines after it have not been executed
            """);
    assertThat(exec("delete process made").succeeded()).isTrue();
    write("typo.xsf", "show nonsense");
    assertThat(exec("load script typo.xsf").output())
        .contains("show nonsense\n     ^\n%% Invalid input detected at '^' marker.")
        .endsWith("Error: script typo.xsf, line 1 failed\n");
  }

  @Test
  void filesThatAreNoScriptsAreRefused() throws Exception {
    Files.write(modules.resolve("binary"), new byte[] {1, 0, 2});
    Files.writeString(folder.resolve("outside.py"), "print('no')");

    assertThat(exec("run script nothing").output())
        .isEqualTo(
            "Error: there is no script 'nothing' in the module folder '%s'; scripts are called NAME.py, NAME.mjs, NAME.js, or NAME.xsf with a command on each line\n"
                .formatted(modules));
    assertThat(exec("run script binary").output())
        .contains("'binary' cannot be read: it is neither a Python nor");
    assertThat(exec("run script ../../outside").output()).contains("there is no script");
    assertThat(exec("run script " + folder.resolve("outside.py")).output())
        .contains("there is no script");
    write("plain.xsf", "show version");
    assertThat(exec("run script plain a").output()).contains("takes no arguments");
  }

  @Test
  void whatAProcessHasGivenToBeDoneEndsWithIt() throws Exception {
    write("endless.py", "import time\nwhile True: time.sleep(0.05)\n");
    write(
        "giver.mjs",
        "import { execCli } from 'jexpy:exos';\nexecCli(['run script endless', 'create process never js-module m']);\n");
    GuestProcess giver = container.create(ProcessSpec.js("giver", "giver").auto()).join();
    await().until(ScriptTest::endlessRuns);

    giver.delete().join();

    await().until(() -> !endlessRuns());
    assertThat(exec("show process never").output()).contains("Process never does not exist");
  }

  private static boolean endlessRuns() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("jexpy-script-endless"));
  }

  @Test
  void scriptsAreNestedThreeDeepAndNoDeeper() throws Exception {
    write("self.xsf", "create log message deep\nrun script self");

    String output = exec("run script self").output();

    assertThat(output)
        .startsWith("Error: script self would be nested 4 deep; at most 3 are possible\n")
        .containsPattern("(?s)(Error: script self.xsf, line 2 failed\n){3}");
    assertThat(exec("show log").output().split("userComment> deep", -1)).hasSize(4);
  }

  @Test
  void aPythonScriptGivesCommandsAndFailsAsOneDoes() throws Exception {
    write(
        "tool.py",
        """
        import sys, exsh
        print(sys.argv[1:], getattr(sys, "expy", None))
        exsh.clicmd("create log message from-tool")
        print("captured", len(exsh.clicmd("show process", True)) > 0)
        exsh.clicmd("run script nested")
        try: exsh.clicmd("no such command")
        except RuntimeError as error: print("refused:", str(error).splitlines()[-2])
        try: import exos.api
        except ImportError as error: print(error)
        sys.exit(int(sys.argv[1]))
        """);
    write("nested.xsf", "create log message nested");

    CommandResult good = exec("run script /usr/local/cfg/tool.py 0 \"two words\"");

    assertThat(good.output())
        .isEqualTo(
            """
            ['0', 'two words'] None
            captured True
            refused: %% Invalid input detected at '^' marker.
            No module named 'exos'
            """);
    assertThat(good.succeeded()).isTrue();
    assertThat(exec("show log").output()).contains("> from-tool", "> nested");
    write("breaks.py", "print('begins')\n1/0\n");
    CommandResult bad = exec("run script breaks");
    assertThat(bad.succeeded()).isFalse();
    assertThat(bad.output())
        .startsWith("begins\nTraceback (most recent call last):\n")
        .contains("breaks.py\", line 2", "ZeroDivisionError")
        .endsWith("Error: script breaks.py ended with status 1\n");
  }

  @Test
  void aProcessRunsAScriptAndDoesNotFindItsModule() throws Exception {
    write("hello.xsf", "create log message hello");
    write(
        "asks.py",
        """
        from exos.api import exec_cli, CLICommandError
        print(repr(exec_cli(["run script hello"])))
        try: exec_cli(["run script nothing"])
        except CLICommandError as error: print(str(error)[:26])
        try: import exsh
        except ImportError as error: print(error, flush=True)
        """);
    GuestProcess asks = container.create(ProcessSpec.python("asks", "asks")).join();
    asks.start().join();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> asks.info().join().orElseThrow().exitStatus().isPresent());
    assertThat(exec("show log process asks").output())
        .containsSubsequence(" ''\n", "there is no script 'nothin", "No module named 'exsh'");
    asks.delete().join();
  }

  @Test
  void whoLeavesEndsTheScript() throws Exception {
    write(
        "endless.mjs",
        """
        import { clicmd } from 'jexpy:exsh';
        import process from 'node:process';
        await clicmd('create log message ' + process.argv[2]);
        console.log((await clicmd('show version', { capture: true })).length > 0);
        for (;;) console.log('x'.repeat(1000));
        """);
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    CompletableFuture<Integer> ended = new CompletableFuture<>();
    try (ControlClient client =
        ControlClient.connect(new StatePaths(folder.resolve("state")).controlSocket())) {
      Runnable reads =
          () -> {
            try {
              ended.complete(client.execute("run script endless hi", 0, false, false, seen::add));
            } catch (IOException e) {
              ended.completeExceptionally(e);
            }
          };
      HostThreads.daemon("test-client", reads).start();
      await().atMost(Duration.ofSeconds(60)).until(() -> seen.size() > 50);
      assertThat(seen.peek()).startsWith("true\n");
      assertThat(scriptThreads()).isTrue();
    }
    assertThatThrownBy(ended::join).hasCauseInstanceOf(IOException.class);
    await().atMost(Duration.ofSeconds(60)).until(() -> !scriptThreads());
    assertThat(exec("show log").output()).contains("userComment> hi");
  }

  @Test
  void aContainerThatClosesEndsItsScripts() throws Exception {
    Path other = folder.resolve("other");
    Files.createDirectory(other);
    Files.writeString(other.resolve("busy.mjs"), "for (;;);");
    CompletableFuture<CommandResult> running;
    try (Container closing = Container.builder().modules(other).start()) {
      running = closing.exec("run script busy");
      await().atMost(Duration.ofSeconds(60)).until(() -> busyThread());
    }
    assertThat(running).isDone();
    assertThat(running.join().output()).isEqualTo("Error: script busy.mjs was stopped\n");
    assertThat(busyThread()).isFalse();
  }

  private static boolean busyThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("jexpy-script-busy.mjs"));
  }

  private static boolean scriptThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("jexpy-script-endless.mjs"));
  }
}
