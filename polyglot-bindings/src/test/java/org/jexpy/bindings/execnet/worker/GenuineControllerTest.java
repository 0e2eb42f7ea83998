package org.jexpy.bindings.execnet.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jexpy.bindings.execnet.channel.RawChannel;
import org.jexpy.bindings.execnet.gateway.Gateway;
import org.jexpy.bindings.execnet.gateway.JavaWorker;
import org.jexpy.bindings.execnet.group.Group;
import org.jexpy.bindings.execnet.group.Interpreter;
import org.jexpy.bindings.execnet.rsync.SyncFiles;
import org.jexpy.bindings.execnet.serial.Dumper;
import org.jexpy.bindings.execnet.serial.Tuple;
import org.jexpy.bindings.execnet.transport.Surroundings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The genuine execnet has things executed by workers of ours, and our controller by its server. */
@Timeout(120)
final class GenuineControllerTest {
  private static final String SCRIPT =
      """
      import execnet, sys
      group = execnet.Group()
      gateways = [group.makegateway(spec) for spec in sys.argv[1:]]
      for gw in gateways:
          ch = gw.remote_exec('echo')
          for item in (1, 2.5, 'é', b'x', [None, (True,)], {'k': {1}}, 2**40):
              ch.send(item)
              assert ch.receive() == item, item
          ch.close()
          ch = gw.remote_exec('fail')
          try:
              ch.waitclose()
              assert False
          except ch.RemoteError as e:
              assert 'on purpose' in str(e), e
          ch = gw.remote_exec('channel')
          mine = gw.newchannel()
          ch.send(mine)
          other = ch.receive()
          got = []
          other.setcallback(got.append, endmarker='end')
          assert mine.receive() == 'to yours'
          other.send('to mine')
          other.waitclose()
          assert got == ['to mine', 'end'], got
          ch.waitclose()
          gw.reconfigure(py2str_as_py3str=False)
          status = gw.remote_status()
          assert (status.numexecuting, status.execmodel) == (0, 'thread'), status
      group.terminate(10)
      print('done')
      """;

  private static final Pattern ACCEPTS = Pattern.compile("Accept loop \\('127.0.0.1', (\\d+)\\)");

  @TempDir Path folder;
  private String python = "";

  @BeforeEach
  void assumeExecnet() {
    python = Interpreter.assumeExecnet();
  }

  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void end() {
    for (Process process : processes) {
      Process _ = process.destroyForcibly().onExit().join();
    }
  }

  private String run(String... specs) throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("controller.py"), SCRIPT);
    List<String> command = new ArrayList<>(List.of(python, script.toString()));
    command.addAll(List.of(specs));
    return output(command);
  }

  private String output(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    processes.add(process);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return output + process.waitFor();
  }

  private static WorkerServer serve() throws IOException {
    return WorkerServer.start("127.0.0.1", 0, Surroundings.DIRECT, WorkerProgram::serve);
  }

  @Test
  void itConnectsToOurServerManyTimesAtOnce() throws Exception {
    try (WorkerServer server = serve()) {
      String spec = "socket=127.0.0.1:" + server.address().getPort();

      assertThat(run(spec, spec)).isEqualTo("done\n0");
    }
  }

  @Test
  void itStartsOurWorkerAsItsInterpreter() throws Exception {
    assertThat(run("popen//python=" + launcher(), "popen//python=" + launcher()))
        .isEqualTo("done\n0");
  }

  @Test
  void itReachesAWorkerThroughOurs() throws Exception {
    Path script =
        Files.writeString(
            folder.resolve("via.py"),
            """
            import execnet, sys
            group = execnet.Group()
            group.makegateway('popen//id=m//python=' + sys.argv[1])
            gw = group.makegateway('popen//via=m//python=' + sys.executable)
            ch = gw.remote_exec('channel.send(channel.receive() * 2)')
            ch.send('y')
            assert ch.receive() == 'yy'
            ch.waitclose()
            ch = group.makegateway('socket//installvia=m').remote_exec('echo')
            ch.send('y')
            assert ch.receive() == 'y'
            sync = execnet.RSync(sys.argv[2], verbose=False)
            sync.add_target(group['m'], sys.argv[3])
            sync.send()
            group.terminate(10)
            print('done')
            """);

    Path source = folder.resolve("source");
    Files.writeString(Files.createDirectories(source.resolve("inner")).resolve("file"), "content");
    Path target = folder.resolve("target");

    assertThat(
            output(
                List.of(
                    python, script.toString(), launcher(), source.toString(), target.toString())))
        .isEqualTo("done\n0");
    assertThat(target.resolve("inner/file")).hasContent("content");
  }

  @Test
  void ourControllerReachesAWorkerThroughItsOwnAndThroughOurs() throws Exception {
    try (Group group = new Group(Surroundings.DIRECT)) {
      Gateway first = group.makegateway("popen//id=a//python=" + python);
      group.makegateway("popen//id=b//python=" + launcher());
      for (String master : List.of("a", "b")) {
        Gateway gateway = group.makegateway("popen//via=%s//python=%s".formatted(master, python));
        RawChannel channel =
            gateway.remoteExec("import os; channel.send((channel.receive(), os.getppid()))");
        channel.send(Dumper.dump("y".repeat(100_000)));
        assertThat(channel.receive(null).value())
            .isInstanceOfSatisfying(
                Tuple.class, got -> assertThat(got.items()).first().isEqualTo("y".repeat(100_000)));
        channel.waitClose(null);
      }
      for (String master : List.of("a", "b")) {
        Gateway gateway = group.makegateway("socket//installvia=" + master);
        RawChannel channel =
            gateway.remoteExec(master.equals("a") ? "channel.send(channel.receive())" : "echo");
        channel.send(Dumper.dump(5));
        assertThat(channel.receive(null).value()).isEqualTo(5L);
      }
      group.terminate(Duration.ofSeconds(60));
      assertThat(first.transport().await(Duration.ZERO)).hasValue(0);
      assertThat(group.gateways()).isEmpty();
    }
  }

  @Test
  void whatCannotBeStartedElsewhereIsToldHere() throws Exception {
    try (Group group = new Group(Surroundings.DIRECT)) {
      group.makegateway("popen//id=a//python=" + python);
      Gateway dead = group.makegateway("popen//via=a//python=/no/such");
      assertThat(dead.join(null)).isTrue();
      assertThatThrownBy(() -> group.makegateway("popen//via=x"))
          .hasMessage("there is no gateway 'x', which 'popen//via=x' wants");
      assertThatThrownBy(() -> group.makegateway("socket=a:1//via=a"))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void ourControllerStartsOurWorkerInTheSameWay() throws Exception {
    try (Group group = new Group(Surroundings.DIRECT)) {
      RawChannel channel = group.makegateway("popen//python=" + launcher()).remoteExec("echo");
      channel.send(Dumper.dump("x"));
      assertThat(channel.receive(null).value()).isEqualTo("x");
    }
  }

  @Test
  void ourControllerConnectsToOurServerAndToTheGenuineOne() throws Exception {
    try (WorkerServer server = serve();
        Group group = new Group(Surroundings.DIRECT)) {
      RawChannel channel =
          group.makegateway("socket=localhost:" + server.address().getPort()).remoteExec("echo");
      channel.send(Dumper.dump("x"));
      assertThat(channel.receive(null).value()).isEqualTo("x");
      RawChannel genuine =
          group
              .makegateway("socket=127.0.0.1:" + genuineServer())
              .remoteExec("channel.send(channel.receive() * 2)");
      genuine.send(Dumper.dump("y"));
      assertThat(genuine.receive(null).value()).isEqualTo("yy");
    }
  }

  /** The port of execnet's own server. */
  private int genuineServer() throws IOException {
    Process process =
        new ProcessBuilder(python, "-u", "-m", "execnet.script.socketserver", "127.0.0.1:0")
            .redirectErrorStream(true)
            .start();
    processes.add(process);
    BufferedReader lines = process.inputReader();
    for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher place = ACCEPTS.matcher(line);
      if (place.find()) {
        return Integer.parseInt(place.group(1));
      }
    }
    throw new IOException("the genuine server did not start");
  }

  private String launcher() throws IOException {
    Path launcher = folder.resolve("launcher");
    if (!Files.exists(launcher)) {
      Files.writeString(
          launcher,
          "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -cp '%s' %s \"$@\"\n"
              .formatted(
                  Path.of(System.getProperty("java.home"), "bin", "java"),
                  System.getProperty("java.class.path"),
                  WorkerProgram.class.getName()));
      Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return Objects.requireNonNull(launcher.toString());
  }

  /** A program that is a worker, and nothing else. */
  static JavaWorker prepare(JavaWorker worker) {
    return worker
        .on(
            "echo",
            task -> {
              while (true) {
                task.channel().send(task.channel().receive(null).bytes());
              }
            })
        .first(new ShippedTasks(Surroundings.DIRECT, SyncFiles.DIRECT, WorkerProgram::serve)::take)
        .on(
            "fail",
            task -> {
              throw new IllegalStateException("on purpose");
            })
        .on(
            "channel",
            task -> {
              RawChannel theirs =
                  (RawChannel) Objects.requireNonNull(task.channel().receive(null).value());
              RawChannel mine = worker.newChannel();
              task.channel().send(Dumper.dump(mine));
              theirs.send(Dumper.dump("to yours"));
              mine.send(mine.receive(null).bytes());
              mine.close(null);
            });
  }
}
