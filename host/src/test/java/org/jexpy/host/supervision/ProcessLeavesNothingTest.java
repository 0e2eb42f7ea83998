package org.jexpy.host.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No thread, timer, socket, file or subscription survives its process, however that ends. */
@Timeout(300)
final class ProcessLeavesNothingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private static final String PYTHON =
      """
      import socket, sys, threading
      from exos.api import exec_cli, exec_cli_async
      name, end = sys.argv[1:]
      server = socket.socket()
      server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
      server.bind(("127.0.0.1", 0))
      server.listen()
      port = server.getsockname()[1]
      client = socket.create_connection(("127.0.0.1", port))
      peer, _ = server.accept()
      held = open("/usr/local/cfg/held-" + name, "w")
      timer = threading.Timer(1000, print)
      timer.name = "guest-timer"
      timer.daemon = True
      timer.start()
      threading.current_thread().register(60)
      exec_cli_async(["wait"], lambda event, text: print("event", event))
      print("port", port, "", flush=True)
      if end == "crash":
          raise RuntimeError("on purpose")
      if end == "delete":
          exec_cli(["delete " + name])
      threading.Event().wait()
      """;

  private static final String JS =
      """
      import { openSync } from 'node:fs';
      import { connect, createServer } from 'node:net';
      import { Heartbeat, execCli, execCliAsync } from 'jexpy:exos';
      const [name, end] = process.argv.slice(2);
      const peers = [];
      const server = createServer((peer) => peers.push(peer));
      await new Promise((done) => server.listen(0, '127.0.0.1', done));
      const { port } = server.address();
      const client = connect(port, '127.0.0.1');
      await new Promise((done) => client.on('connect', done));
      const held = openSync('/usr/local/cfg/held-' + name, 'w');
      setInterval(() => {}, 1000);
      new Heartbeat('main', 60);
      execCliAsync(['wait'], (event) => console.log('event', event));
      console.log('port', port, '');
      if (end === 'crash') setTimeout(() => { throw new Error('on purpose'); }, 1);
      if (end === 'delete') await execCli(['delete ' + name]);
      """;

  @TempDir Path modules;
  private TestTable processes;
  private final Queue<String> begun = new ConcurrentLinkedQueue<>();
  private final Queue<String> over = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void open() throws Exception {
    Assumptions.assumeTrue(Files.isDirectory(DESCRIPTORS), "descriptors are read from /proc");
    processes = new TestTable(modules, PermissionSet.all());
    processes.commands(
        (line, asker, out) -> {
          if (line.equals("wait")) {
            begun.add(asker.title());
            asker.afterwards(() -> over.add(asker.title()));
            return new CompletableFuture<>();
          }
          asker.afterwards(
              () -> {
                var _ = processes.table().delete(line.replace("delete ", ""));
              });
          return CompletableFuture.completedFuture(null);
        });
    processes.write("holds.py", PYTHON);
    processes.write("holds_js.mjs", JS);
  }

  @AfterEach
  void close() throws Exception {
    if (processes != null) {
      processes.close();
    }
  }

  /** Start processes that end in each of the ways; what they say are their ports. */
  private List<Integer> startAll(List<String> names) throws Exception {
    for (String name : names) {
      String end = name.substring(name.indexOf('_') + 1);
      ProcessSpec spec =
          name.startsWith("py")
              ? ProcessSpec.python(name, "holds")
              : ProcessSpec.js(name, "holds_js");
      processes.create(spec.withArguments(name, end));
      processes.start(name);
    }
    List<Integer> ports = new ArrayList<>();
    for (String name : names) {
      processes.awaitPrinted(name, " \n");
      ports.add(Integer.parseInt(processes.printed(name).split(" ", -1)[1]));
    }
    return ports;
  }

  @Test
  void whateverItHoldsAndHoweverItEnds() throws Exception {
    List<String> names =
        List.of(
            "py_graceful",
            "py_forceful",
            "py_crash",
            "py_delete",
            "js_graceful",
            "js_forceful",
            "js_crash",
            "js_delete");
    List<Integer> ports = startAll(names);
    await().atMost(PATIENCE).until(() -> begun.size() == names.size());
    assertThat(held()).contains("held-py_graceful", "held-js_graceful");
    assertThat(processes.ask(() -> processes.table().heartbeats()))
        .extracting(HeartbeatInfo::process)
        .contains("py_graceful", "js_graceful");

    for (String language : List.of("py", "js")) {
      processes.terminate(language + "_graceful", false);
      processes.terminate(language + "_forceful", true);
      processes.awaitEnd(language + "_crash");
      assertThat(processes.printed(language + "_crash")).contains("on purpose");
      await()
          .atMost(PATIENCE)
          .until(() -> processes.ask(() -> processes.table().info(language + "_delete")).isEmpty());
    }

    assertThat(processes.ask(() -> processes.table().heartbeats())).isEmpty();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(over).containsExactlyInAnyOrderElementsOf(begun));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(held()).isEmpty());
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(open(ports)).isEmpty());
    for (int port : ports) {
      try (ServerSocket again = new ServerSocket()) {
        again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        assertThat(again.isBound()).isTrue();
      }
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(
                        one -> one.contains("guest-") || names.stream().anyMatch(one::contains)));
    for (String name : names) {
      assertThat(processes.printed(name)).as(name).doesNotContain("event", "InterruptExecution");
    }
  }

  /** The files of the processes that are open. */
  private static List<String> held() throws IOException {
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path each : all) {
        try {
          String target = Files.readSymbolicLink(each).getFileName().toString();
          if (target.startsWith("held-")) {
            found.add(target);
          }
        } catch (IOException e) {
          // It has been closed meanwhile.
        }
      }
    }
    return found;
  }

  /** Sockets that have one of the ports at one of their ends, and are not closed by both. */
  private static List<String> open(List<Integer> ports) throws IOException {
    List<String> hex = ports.stream().map(port -> ":%04X ".formatted(port)).toList();
    List<String> found = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6")) {
      Path file = Path.of("/proc/self/net", table);
      if (Files.exists(file)) {
        Files.readAllLines(file).stream()
            .filter(line -> hex.stream().anyMatch(line::contains))
            .filter(line -> !line.matches(" *\\d+: \\S+ \\S+ 06 .*")) // TIME_WAIT
            .forEach(found::add);
      }
    }
    return found;
  }
}
