package org.jexpy.bindings.execnet.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.ScriptCode;
import org.jexpy.sandbox.ScriptRunner;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers in fresh contexts of the JVM of the script that asks for them. */
@Timeout(180)
final class ContextWorkersTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** What a script prints that may start threads, and nothing else. */
  private String printed(String script) throws Exception {
    var streams = new GuestStreams(InputStream.nullInputStream(), out, err, false, false);
    RunRequest request =
        new RunRequest(
            GuestLanguage.PYTHON,
            new ScriptCode.Text(script),
            List.of(),
            PermissionSet.none().allow(Permission.THREADS),
            List.of(),
            Map.of(),
            folder,
            "/usr/bin/jexpy");
    int status = new ScriptRunner(request, streams, List.of(new ExecnetExtension())).run();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(status).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void runWhatTheyAreSentAndEndWithTheirGateway() throws Exception {
    assertThat(
            printed(
                """
                import execnet
                gw = execnet.makegateway("context//id=one")
                ch = gw.remote_exec('''
                import sys, threading
                print("lost")
                channel.send(channel.receive() + 1)
                channel.send((channel.gateway.id, __name__, threading.current_thread() is threading.main_thread()))
                other = channel.gateway.newchannel()
                channel.send([other])
                channel.send(other.receive())
                sys.only_here = 1
                ''')
                ch.send(41)
                print(ch.receive(), ch.receive())
                ch.receive()[0].send("to the other")
                print(ch.receive(), ch.waitclose())
                import sys
                print(hasattr(sys, "only_here"), gw.remote_exec("import sys; channel.send(sys.only_here)").receive())
                try:
                    gw.remote_exec("raise ValueError('here')").waitclose()
                except execnet.RemoteError as e:
                    print(str(e).splitlines()[0], "in executetask" in str(e), str(e).splitlines()[-1])
                first = gw.remote_exec("channel.receive()")
                second = gw.remote_exec("import threading; channel.send(threading.current_thread() is threading.main_thread())")
                print(second.receive())
                first.send(None)
                got = []
                ch = gw.remote_exec("for i in range(100): channel.send(i)")
                ch.setcallback(got.append, endmarker="end")
                ch.waitclose()
                print(got == list(range(100)) + ["end"])
                execnet.default_group.terminate()
                print(gw.hasreceiver(), execnet.default_group)
                """))
        .isEqualTo(
            """
            42 ('one-worker', '__channelexec__', True)
            to the other None
            False 1
            Traceback (most recent call last): True ValueError: here
            False
            True
            False <Group []>
            """);
  }

  @Test
  void areEndedWhateverTheyDo() throws Exception {
    assertThat(
            printed(
                """
                import execnet
                gw = execnet.makegateway("context")
                ch = gw.remote_exec("channel.send(1)\\nwhile True: pass")
                print(ch.receive())
                execnet.default_group.terminate(0.2)
                print(gw.hasreceiver(), gw._io.wait() != 0)
                gw = execnet.makegateway("context")
                ch = gw.remote_exec("import os; os._exit(3)")
                try:
                    ch.waitclose()
                except EOFError as e:
                    print(e)
                left = execnet.makegateway("context")
                left.remote_exec("while True: pass")
                """))
        .isEqualTo(
            """
            1
            False True
            couldn't load message header, expected 9 bytes, got 0
            """);
  }

  @Test
  void mayDoWhatTheirScriptMay() throws Exception {
    assertThat(
            printed(
                """
                import execnet
                gw = execnet.makegateway("context")
                for code in ("open('/etc/passwd')", "import subprocess; subprocess.run(['true'])", "import socket; socket.create_connection(('127.0.0.1', 1))"):
                    try:
                        gw.remote_exec(code).waitclose()
                    except execnet.RemoteError as e:
                        print(str(e).splitlines()[-1].split(":")[0])
                """))
        .isEqualTo("PermissionError\nPermissionError\nPermissionError\n");
  }
}
