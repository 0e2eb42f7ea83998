package org.jexpy.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class ReplPipeTest {
  @TempDir Path folder;

  @Test
  void aPipeIsEvaluatedInputByInputWithoutPrompts() throws Exception {
    RunProcess.Result result = repl("print(1)\n6 * 7\nopen('/etc/passwd')\n");

    assertThat(result.out()).isEqualTo("1\n42\n");
    assertThat(result.err()).startsWith("Traceback").contains("--allow-read");
    assertThat(result.status()).isZero();
  }

  @Test
  void javaScriptFromAPipeTakesTheSameFlags() throws Exception {
    RunProcess.Result result =
        repl("await 42\nfs.readFileSync('/etc/passwd')\n", "--lang", "js", "--deny-net");

    assertThat(result.out()).isEqualTo("42\n");
    assertThat(result.err()).startsWith("Uncaught Error").contains("--allow-read");
    assertThat(result.status()).isZero();
  }

  @Test
  void aScriptIsRefused() throws Exception {
    RunProcess.Result result = repl("", "-A", "x.py");

    assertThat(result.err()).contains("'repl' takes flags only, not 'x.py'");
    assertThat(result.status()).isEqualTo(2);
  }

  private RunProcess.Result repl(String input, String... flags) throws Exception {
    try (RunProcess process = RunProcess.startCommand(folder, "repl", input, flags)) {
      return process.result();
    }
  }
}
