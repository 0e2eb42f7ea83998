package org.jexpy.host.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code jexpy serve} and {@code jexpy exec}, as an operator uses and mistreats them. */
@Timeout(300)
class ServeIT {
  private static Unpacked dist;

  @TempDir Path folder;
  private StateFolder state;

  @BeforeAll
  static void unpack() throws Exception {
    dist = Unpacked.shared();
  }

  @BeforeEach
  void copyModules() throws Exception {
    state = new StateFolder(dist, folder);
    Path examples = Path.of("..", "guest-examples", "processes");
    state.module("greeter.py", Files.readString(examples.resolve("greeter.py")));
    state.module("greeter.mjs", Files.readString(examples.resolve("greeter.mjs")));
  }

  private JexpyProcess.Outcome jexpy(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(dist.launcher().toString()));
    command.addAll(List.of(words));
    try (JexpyProcess process = JexpyProcess.start(dist, folder, List.of(), command)) {
      return process.outcome();
    }
  }

  private String exec(String line) throws Exception {
    JexpyProcess.Outcome outcome = state.exec(line);
    assertThat(outcome.err()).isEmpty();
    return outcome.out();
  }

  @Test
  void aProcessIsMadeShownSavedAndComesBackAfterAKill() throws Exception {
    try (JexpyProcess first = state.serve("", "")) {
      assertThat(exec("create process greeter python-module greeter start auto arg1")).isEmpty();
      awaitShown("Ready");
      assertThat(exec("show log process greeter")).contains("hello, arg1 from greeter");
      assertThat(state.exec("--json", "show process").out())
          .startsWith("[{\"name\":\"greeter\"")
          .contains("\"state\":\"Ready\"");
      assertThat(exec("create process jsgreeter js-module greeter start auto")).isEmpty();
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> exec("show process jsgreeter").contains("Ready"));
      assertThat(exec("terminate process jsgreeter graceful"))
          .isEqualTo("Successful graceful termination for jsgreeter\n");
      assertThat(exec("show log process jsgreeter")).contains("hello, from jsgreeter", "bye");
      assertThat(exec("save configuration")).contains("successfully");

      JexpyProcess.Outcome second = jexpy("serve", "--state", state.path().toString());
      assertThat(second.status()).isEqualTo(1);
      assertThat(second.err())
          .contains("is used by process", "jexpy serve --state " + state.path());

      first.signal("KILL");
      assertThat(first.outcome().status()).isEqualTo(137);
    }
    assertThat(state.resolve("control.sock")).exists();
    JexpyProcess.Outcome nobody = state.exec("show process");
    assertThat(nobody.status()).isEqualTo(1);
    assertThat(nobody.err())
        .contains("no container answers", "start one: jexpy serve --state " + state.path());

    try (JexpyProcess again = state.serve("", "")) {
      awaitShown("Ready");
      again.signal("TERM");
      JexpyProcess.Outcome outcome = again.outcome();
      assertThat(outcome.status()).isZero();
      assertThat(outcome.err()).isEmpty();
    }
    assertThat(state.resolve("control.sock")).doesNotExist();
    assertThat(Files.readString(state.resolve("log/process-greeter.log"))).endsWith("bye\n");
  }

  private void awaitShown(String word) {
    await().atMost(Duration.ofMinutes(2)).until(() -> exec("show process greeter").contains(word));
  }

  @Test
  void mistakesAreToldAndLeaveTheContainerAsItIs() throws Exception {
    try (JexpyProcess serving = state.serve("", "")) {
      JexpyProcess.Outcome unknown = state.exec("show", "procss");
      assertThat(unknown.status()).isEqualTo(1);
      assertThat(unknown.out()).contains("     ^\n%% Invalid input detected at '^' marker.");
      JexpyProcess.Outcome name = state.exec("create process 1x python-module m");
      assertThat(name.status()).isEqualTo(1);
      assertThat(name.out())
          .isEqualTo(
              "Error: Process name 1x is invalid.  Process names must begin with a letter, contain only alphanumeric and \"_\" characters, and be less than 32 characters long.\n");
      JexpyProcess.Outcome ambiguous = state.exec("s", "pr");
      assertThat(ambiguous.status()).isEqualTo(1);
      assertThat(ambiguous.out())
          .isEqualTo(
              "s pr\n^\n%% Ambiguous input detected at '^' marker: 's' may be save, show, start\n");
      state.module("raises.py", "raise ValueError('at import')\n");
      assertThat(exec("create process raises python-module raises")).isEmpty();
      assertThat(exec("start process raises")).isEmpty();
      assertThat(exec("create process nojs js-module no_such_file")).isEmpty();
      assertThat(exec("start process nojs")).isEmpty();
      assertThat(exec("create process gone python-module no_such_module")).isEmpty();
      assertThat(exec("start process gone")).isEmpty();
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> exec("show process gone").contains("Stopped"));
      assertThat(exec("show log process gone")).contains("No module named no_such_module");
      for (String failing : List.of("raises", "nojs")) {
        await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> exec("show process " + failing).contains("Stopped"));
      }
      assertThat(exec("show log process raises")).contains("ValueError: at import");
      assertThat(exec("show log process nojs")).contains("no_such_file");
      assertThat(state.exec("--json", "show heartbeat process").status()).isZero();
      assertThat(exec("show log")).contains("<Erro:EPM.failed> Process gone: ");

      try (JexpyProcess piped =
          JexpyProcess.start(
              dist,
              folder,
              List.of("STATE=" + state.path()),
              List.of(
                  "sh",
                  "-c",
                  "printf 'sh proc gone\\nshow nonsense\\nsh ver\\nexit\\n' | \"$JEXPY\" shell --state \"$STATE\""))) {
        JexpyProcess.Outcome outcome = piped.outcome();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("Process Name", "%% Invalid input", "Profile");
        assertThat(outcome.status()).isEqualTo(1);
      }
      serving.signal("INT");
      assertThat(serving.outcome().status()).isZero();
    }
  }

  @Test
  void aDirectoryThatCannotBeUsedIsRefusedInOneLine() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");

    JexpyProcess.Outcome outcome = jexpy("serve", "--state", file.toString());

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("jexpy: ").contains(file.toString(), "--state DIR");
    assertThat(outcome.err().lines()).hasSize(1);
  }
}
