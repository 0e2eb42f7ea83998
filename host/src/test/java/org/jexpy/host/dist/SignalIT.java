package org.jexpy.host.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jexpy.host.dist.JexpyProcess.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C and the other signals, sent to real processes; none may leave anything behind. */
@Timeout(300)
class SignalIT {
  private static Unpacked dist;

  @TempDir Path folder;
  private Path temporary;

  @BeforeAll
  static void unpack() throws Exception {
    dist = Unpacked.shared();
  }

  @BeforeEach
  void makeTemporaryFolder() throws Exception {
    temporary = Files.createDirectory(folder.resolve("tmp"));
  }

  @AfterEach
  void nothingIsLeftBehind() {
    assertThat(temporary).isEmptyDirectory();
  }

  private JexpyProcess start(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(dist.launcher().toString(), "run", "-A"));
    command.addAll(List.of(words));
    return JexpyProcess.start(dist, folder, List.of("TMPDIR=" + temporary), command);
  }

  /** Starts it, waits for "ready", sends a Ctrl-C, gives how it ended. */
  private Outcome interrupt(String... words) throws Exception {
    try (JexpyProcess process = start(words)) {
      process.awaitOutput("ready");
      process.signal("INT");
      return process.outcome();
    }
  }

  /** Starts it, waits for "ready", sends one Ctrl-C after another until it ends. */
  private Outcome insist(String... words) throws Exception {
    try (JexpyProcess process = start(words)) {
      process.awaitOutput("ready");
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> {
                process.signal("INT");
                return !process.isAlive();
              });
      return process.outcome();
    }
  }

  @Test
  void ctrlCInterruptsABusyScript() throws Exception {
    Outcome python =
        interrupt("-u", "-c", "try:\n  print('ready')\n  while True: pass\nfinally: print('end')");
    assertThat(python.out()).isEqualTo("ready\nend\n");
    assertThat(python.err()).startsWith("Traceback").endsWith("KeyboardInterrupt\n");
    assertThat(python.status()).isEqualTo(130);

    Outcome js = interrupt("--lang", "js", "-c", "console.log('ready'); for (;;);");
    assertThat(js).isEqualTo(new Outcome(130, "ready\n", ""));
  }

  @Test
  void ctrlCInterruptsASleep() throws Exception {
    Outcome python = interrupt("-u", "-c", "import time\nprint('ready')\ntime.sleep(1000.0)");
    assertThat(python.err()).startsWith("Traceback").endsWith("KeyboardInterrupt\n");
    assertThat(python.status()).isEqualTo(130);
  }

  @Test
  void aSecondCtrlCEndsAScriptThatCatchesTheFirstAndGoesOn() throws Exception {
    try (JexpyProcess process =
        start(
            "-u",
            "-c",
            """
            print('ready')
            while True:
                try:
                    while True: pass
                except KeyboardInterrupt: pass
            """)) {
      process.awaitOutput("ready");
      // Two at a time: what "soon after" means must not depend on how slow this machine is.
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> {
                process.signal("INT");
                process.signal("INT");
                return !process.isAlive();
              });
      Outcome outcome = process.outcome();
      assertThat(outcome.status()).isEqualTo(130);
      assertThat(outcome.err()).startsWith("jexpy: ended by the second Ctrl-C: the script ");
    }
  }

  @Test
  void aHandlerOfTheScriptDecidesItself() throws Exception {
    Outcome python =
        insist(
            "-u",
            "-c",
            """
            import signal, sys, time
            count = 0
            def handler(number, frame):
                global count
                count += 1
                print('caught', count)
                if count == 3:
                    signal.signal(signal.SIGINT, signal.SIG_IGN)
                    sys.exit(7)
            signal.signal(signal.SIGINT, handler)
            print('ready')
            while True: time.sleep(60)
            """);
    assertThat(python).isEqualTo(new Outcome(7, "ready\ncaught 1\ncaught 2\ncaught 3\n", ""));

    try (JexpyProcess js =
        start(
            "--lang",
            "js",
            "-c",
            """
            process.once('SIGINT', () => console.log('caught'));
            setInterval(() => {}, 1000);
            console.log('ready');
            """)) {
      js.awaitOutput("ready");
      js.signal("INT");
      js.awaitOutput("caught");
      // The listener is gone after the first: the second has its usual effect.
      js.signal("INT");
      assertThat(js.outcome()).isEqualTo(new Outcome(130, "ready\ncaught\n", ""));
    }
  }

  @Test
  void aSecondCtrlCEndsJavaScriptThatDoesNotComeToItsListener() throws Exception {
    try (JexpyProcess process =
        start(
            "--lang",
            "js",
            "-c",
            "process.on('SIGINT', () => console.log('no')); console.log('ready'); for (;;);")) {
      process.awaitOutput("ready");
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> {
                process.signal("INT");
                return !process.isAlive();
              });
      Outcome outcome = process.outcome();
      assertThat(outcome.status()).isEqualTo(130);
      assertThat(outcome.out()).isEqualTo("ready\n");
      assertThat(outcome.err()).contains("ended by the second SIGINT");
    }
  }

  @Test
  void sigtermClosesWhatTheScriptHoldsAndRunsNoneOfItsCode() throws Exception {
    long child;
    try (JexpyProcess process =
        start(
            "-u",
            "-c",
            """
            import atexit, socket, subprocess
            atexit.register(lambda: print('atexit'))
            child = subprocess.Popen(['sh', '-c', 'echo $$; exec sleep 600'], stdout=subprocess.PIPE, text=True)
            server = socket.create_server(('127.0.0.1', 0))
            print(child.stdout.readline().strip(), 'ready')
            try: server.accept()
            finally: print('finally')
            """)) {
      process.awaitOutput("ready");
      process.signal("TERM");
      Outcome outcome = process.outcome();
      assertThat(outcome.status()).isEqualTo(143);
      assertThat(outcome.out()).matches("[0-9]+ ready\n");
      assertThat(outcome.err()).isEmpty();
      child = Long.parseLong(outcome.out().split(" ", 2)[0]);
    }
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());

    try (JexpyProcess process =
        start(
            "--lang",
            "js",
            "-c",
            """
            process.on('exit', () => console.log('exit'));
            require('net').createServer().listen(0, '127.0.0.1', () => console.log('ready'));
            """)) {
      process.awaitOutput("ready");
      process.signal("TERM");
      assertThat(process.outcome()).isEqualTo(new Outcome(143, "ready\n", ""));
    }
  }

  @Test
  void aScriptMayHandleSigterm() throws Exception {
    try (JexpyProcess process =
        start(
            "-u",
            "-c",
            """
            import signal, sys, time
            signal.signal(signal.SIGTERM, lambda *args: sys.exit(5))
            print('ready')
            time.sleep(600)
            """)) {
      process.awaitOutput("ready");
      process.signal("TERM");
      assertThat(process.outcome()).isEqualTo(new Outcome(5, "ready\n", ""));
    }
  }
}
