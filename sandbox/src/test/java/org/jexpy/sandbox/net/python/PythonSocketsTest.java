package org.jexpy.sandbox.net.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Python scripts see of guest sockets where CPython has nothing to compare with. */
@Timeout(120)
class PythonSocketsTest {

  private static final PermissionSet THREADS = PermissionSet.none().allow(Permission.THREADS);

  private static PythonRun run(PermissionSet permissions, String code) {
    return PythonRun.of(code, permissions);
  }

  @Test
  void refusedAddressIsAPermissionErrorThatNamesTheFlag(@TempDir Path folder) {
    PythonRun run =
        run(
            THREADS,
            """
            import socket
            def report(function):
                try:
                    print(function())
                except PermissionError as error:
                    print(error.errno, error.strerror)
            s = socket.socket()
            report(lambda: s.connect(("127.0.0.1", 9)))
            report(lambda: s.connect_ex(("127.0.0.1", 9)))
            report(lambda: s.bind(("0.0.0.0", 8080)))
            report(lambda: socket.getaddrinfo("example.invalid", 80))
            report(lambda: socket.gethostbyname("example.invalid"))
            report(lambda: socket.create_connection(("example.invalid", 80)))
            u = socket.socket(socket.AF_UNIX)
            report(lambda: u.bind("/tmp/no-such"))
            d = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            report(lambda: d.sendto(b"x", ("127.0.0.1", 9)))
            a, b = socket.socketpair()
            a.send(b"needs no permission")
            print(b.recv(100).decode(), socket.gethostname())
            """);

    assertThat(run.out())
        .isEqualTo(
            List.of(
                        "127.0.0.1:9",
                        "127.0.0.1:9",
                        "0.0.0.0:8080",
                        "example.invalid:80",
                        "example.invalid",
                        "example.invalid:80",
                        "unix:/tmp/no-such",
                        "127.0.0.1:9")
                    .stream()
                    .map(PythonSocketsTest::refusal)
                    .reduce("", String::concat)
                + "needs no permission localhost\n");
  }

  private static String refusal(String resource) {
    return "13 network access to '%s' is not granted; run again with --allow-net=%s\n"
        .formatted(resource, resource);
  }

  @Test
  void nothingOfSocketsIsLoadedUnasked() {
    PythonRun run =
        run(
            THREADS,
            """
            import sys
            print(sorted(m for m in sys.modules if "socket" in m or m in ("select", "ssl", "_ssl")))
            """);

    assertThat(run.out()).isEqualTo("[]\n");
  }

  @Test
  void closingFromAnotherThreadEndsBlockedCalls() {
    PythonRun run =
        run(
            PermissionSet.all(),
            """
            import socket, threading, time
            def blocked(call, close):
                seen = []
                def wait():
                    seen.append("waiting")
                    try:
                        seen.append(call())
                    except OSError as error:
                        seen.append(error.errno)
                thread = threading.Thread(target=wait)
                thread.start()
                while not seen:
                    time.sleep(0.001)
                time.sleep(0.05)
                close()
                thread.join(20)
                print(thread.is_alive(), seen)
            listener = socket.create_server(("127.0.0.1", 0))
            blocked(listener.accept, listener.close)
            a, b = socket.socketpair()
            blocked(lambda: a.recv(1), a.close)
            a, b = socket.socketpair()
            blocked(lambda: a.recv(1), lambda: a.shutdown(socket.SHUT_RDWR))
            a, b = socket.socketpair()
            blocked(lambda: a.recv(1), b.close)
            u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            u.bind(("127.0.0.1", 0))
            blocked(lambda: u.recvfrom(1), u.close)
            a, b = socket.socketpair()
            a.setblocking(True)
            def fill():
                while True:
                    a.sendall(bytes(100_000))
            blocked(fill, a.close)
            """);

    assertThat(run.out() + run.err())
        .isEqualTo(
            """
            False ['waiting', 9]
            False ['waiting', 9]
            False ['waiting', b'']
            False ['waiting', b'']
            False ['waiting', 9]
            False ['waiting', 9]
            """);
  }

  @Test
  void daemonThreadInABlockedCallDoesNotHoldTheScript() {
    PythonRun run =
        run(
            PermissionSet.all(),
            """
            import socket, threading
            listener = socket.create_server(("127.0.0.1", 0))
            threading.Thread(target=listener.accept, daemon=True).start()
            a, b = socket.socketpair()
            threading.Thread(target=a.recv, args=(1,), daemon=True).start()
            print("done")
            """);

    assertThat(run).isEqualTo(new PythonRun(0, "done\n", ""));
  }

  @Test
  void whatIsClosedUnderADaemonThreadAtTheEndIsNotReported() {
    PythonRun run =
        run(
            PermissionSet.all(),
            """
            import socket, threading
            def wait(listener):
                try:
                    listener.accept()
                except OSError:
                    while True:
                        print("closed", flush=True)
            others = [socket.socket() for _ in range(500)]
            for _ in range(20):
                listener = socket.create_server(("127.0.0.1", 0))
                threading.Thread(target=wait, args=(listener,), daemon=True).start()
            print("done")
            """);

    assertThat(run).isEqualTo(new PythonRun(0, "done\n", ""));
  }

  @Test
  void descriptorsThatAreNoSocketsCountAsReadyFiles() {
    PythonRun run =
        run(
            PermissionSet.all(),
            """
            import os, select
            r, w = os.pipe()
            print(select.select([r], [w], [], 0) == ([r], [w], []))
            p = select.poll()
            p.register(r, select.POLLIN)
            p.register(4321, select.POLLIN)
            print([event for _, event in p.poll(0)])
            try:
                select.epoll().register(r)
            except PermissionError as error:
                print(error)
            """);

    assertThat(run.out()).isEqualTo("True\n[1, 32]\n[Errno 1] Operation not permitted\n");
  }

  @Test
  void forgottenSocketsGoWithTheirProcess() {
    PythonRun run =
        run(
            PermissionSet.all(),
            """
            import socket
            listener = socket.create_server(("127.0.0.1", 0))
            kept = [socket.create_connection(listener.getsockname()) for _ in range(50)]
            print(len(kept))
            """);

    assertThat(run).isEqualTo(new PythonRun(0, "50\n", ""));
  }
}
