package org.jexpy.host.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jexpy.bindings.testkit.MissingPeer;
import org.jexpy.host.dist.JexpyProcess.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as the interpreter of workers: of genuine execnet, and of a script's. */
@Timeout(600)
class ExecnetWorkerIT {
  private static final String PYTHON = "/usr/bin/python3";

  private static Unpacked dist;

  @TempDir Path folder;

  @BeforeAll
  static void unpack() throws Exception {
    dist = Unpacked.shared();
  }

  private Outcome run(List<String> environment, String... words) throws Exception {
    try (JexpyProcess process = JexpyProcess.start(dist, folder, environment, List.of(words))) {
      return process.outcome();
    }
  }

  @Test
  void servesAGenuineController() throws Exception {
    if (run(List.of(), PYTHON, "-c", "import execnet").status() != 0) {
      MissingPeer.report("genuine execnet is not installed (Debian: python3-execnet)");
    }
    Files.writeString(
        folder.resolve("controller.py"),
        """
        import execnet, os, shlex
        python = "popen//python=" + shlex.quote(os.environ["JEXPY"])
        gw = execnet.makegateway(python + "//env:SOME=value//chdir=made")
        ch = gw.remote_exec("channel.send(channel.receive() + 1)")
        ch.send(41)
        print(ch.receive(), ch.waitclose())
        info = gw._rinfo()
        print("jexpy" in info.executable, os.path.basename(info.cwd), gw.remote_status().execmodel)
        def sent(channel, a, b=2):
            import os, sys
            print("lost")
            os.write(1, b"lost")
            os.system("echo lost")
            channel.send((a, b, os.environ["SOME"], sys.stdin.read(), channel.gateway.id))
            raise KeyError(a)
        ch = gw.remote_exec(sent, a=[None, b"x"])
        print(ch.receive())
        try:
            ch.receive()
        except execnet.RemoteError as e:
            lines = str(e).splitlines()
            print("gateway_base" in lines[1], [line.split(",")[1:] for line in lines if "controller.py" in line], lines[-1])
        got = []
        ch = gw.remote_exec("for i in range(1000): channel.send(i)")
        ch.setcallback(got.append, endmarker="end")
        ch.waitclose()
        print(got == list(range(1000)) + ["end"])
        ch = gw.remote_exec("other = channel.receive(); other.send([other]); other.close('mine')")
        other = gw.newchannel()
        ch.send(other)
        print(other.receive()[0] is other)
        try:
            other.waitclose()
        except other.RemoteError as e:
            print(e)
        gw.exit()
        print(gw._io.wait())
        gw = execnet.makegateway(python)
        gw.remote_exec("channel.send(1)\\nwhile True: pass").receive()
        io = gw._io
        gw.exit()
        print(io.wait())
        """);
    assertThat(run(List.of(), PYTHON, "controller.py"))
        .isEqualTo(
            new Outcome(
                0,
                """
                42 None
                True made thread
                ([None, b'x'], 2, 'value', '', 'gw0-worker')
                True [[' line 15', ' in sent']] KeyError: [None, b'x']
                True
                True
                mine
                0
                0
                """,
                ""));
  }

  @Test
  void servesAScriptWithThePermissionsOfThat() throws Exception {
    Files.writeString(
        folder.resolve("script.py"),
        """
        import execnet
        gw = execnet.makegateway("popen")
        for code in ("channel.send('runs')", "open('/etc/passwd')", "open('allowed', 'w').close(); channel.send('written')"):
            try:
                print(gw.remote_exec(code).receive())
            except execnet.RemoteError as e:
                print(str(e).splitlines()[-1].split(":")[0])
        """);
    String launcher = dist.launcher().toString();
    assertThat(
            run(
                List.of(),
                launcher,
                "run",
                "--allow-run=" + launcher,
                "--allow-env",
                "--allow-write=allowed",
                "script.py"))
        .isEqualTo(new Outcome(0, "runs\nPermissionError\nwritten\n", ""));
    assertThat(folder.resolve("allowed")).exists();
  }

  @Test
  void saysWhatIsNoController() throws Exception {
    Outcome outcome =
        JexpyProcess.shell(
            dist,
            folder,
            "echo 'print(1)' | \"$JEXPY\" -u -c 'import sys;exec(eval(sys.stdin.readline()))'");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(outcome.err()).startsWith("jexpy: ");
  }
}
