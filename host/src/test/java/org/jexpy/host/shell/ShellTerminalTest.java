package org.jexpy.host.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jexpy.host.cli.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole process on a real terminal, of 24 lines. */
@Timeout(180)
class ShellTerminalTest {
  @TempDir Path folder;

  @Test
  void aConversation() throws Exception {
    Terminal.assumePossible();
    Path history = folder.resolve("state").resolve("shell-history");
    Terminal.Result result =
        new Terminal()
            .expect("jexpy.1 # ")
            .type("sh v\t\n") // completed to: show version
            .expect("version 1")
            .expect("jexpy.2 # ")
            .type("show ?")
            .expect("jexpy.2 # show ?\n")
            .expect("  lines    summary of show lines <count>\n")
            .expect("  version  summary of show version\n")
            .expect("jexpy.2 # show ")
            .type("lines 30\n")
            .expect("line 23\n" + Pager.QUESTION)
            .type(" ")
            .expect("line 30\n")
            .expect("jexpy.3 # ")
            .type("show lines 99\n")
            .expect(Pager.QUESTION)
            .press("C")
            .expect("jexpy.4 # ")
            .type("wait\n")
            .expect("waiting")
            .press("C")
            .expect("stopped")
            .expect("jexpy.5 # ")
            .type("forget this")
            .expect("forget this")
            .press("C")
            .expect("jexpy.5 # ")
            .type("create process \"what?\"\n")
            .expect("* jexpy.6 # ")
            .type("DEL PROC g\t\n") // completed to: greeter
            .expect("greeter")
            .expect("* jexpy.7 # ")
            .press("D")
            .expect("Do you wish to save your configuration changes? (y/N) ")
            .type("y")
            .expect("saved")
            .run(folder, TerminalProgram.class, history.toString());

    assertThat(result.status()).as(result.screen()).isZero();
    assertThat(result.screen()).doesNotContain("line 31");
    assertThat(history).content().contains("sh version", "create process \"what?\"");
  }
}
