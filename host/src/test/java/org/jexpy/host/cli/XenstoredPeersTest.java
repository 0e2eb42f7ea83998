package org.jexpy.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jexpy.bindings.testkit.GenuineServer;
import org.jexpy.bindings.xenstore.core.server.XenStoreServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server as a program, under the clients that are there already. */
@Timeout(180)
final class XenstoredPeersTest {
  /** Asks a server, and compares what it answers with a table; both lie there. */
  private static final String PROBE = Path.of("../.ci/xenstored/probe").toAbsolutePath().toString();

  @TempDir Path folder;

  @Test
  void theProbeFindsWhatWasDecided() throws Exception {
    PeerProgram.assume("python3", "python3");
    try (RunProcess _ = serve()) {
      assertThat(run(List.of("python3", PROBE, socket().toString(), "--column=jexpy")))
          .isEqualTo(
              "225 cases as in column jexpy, 0 differ, 62 of the table were not run, 0 are not in it|0");
    }
  }

  @Test
  void theProbesTableIsWhatTheGenuineServerAnswers() throws Exception {
    PeerProgram.assume("python3", "python3");
    GenuineServer.assumeKit();
    try (GenuineServer server = GenuineServer.start(GenuineServer.Kind.XENSTORED, folder)) {
      // Without the cases of domain 5: over the stub's ring the probe itself loses a kick now and
      // then.
      assertThat(run(List.of("python3", PROBE, server.socket().toString())))
          .isEqualTo(
              "225 cases as in column c, 0 differ, 62 of the table were not run, 0 are not in it|0");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "help", "print hello", "log on", "log off", "nonsense", "print"})
  void controlSaysWhatTheGenuineServerSays(String words) throws Exception {
    GenuineServer.assumeKit();
    List<String> command =
        Stream.concat(
                GenuineServer.tool("xenstore-control").stream(), Stream.of(words.split(" ", -1)))
            .toList();
    String genuine;
    Path run = Files.createDirectory(folder.resolve("c"));
    try (GenuineServer server = GenuineServer.start(GenuineServer.Kind.XENSTORED, run)) {
      genuine = PeerProgram.run(folder, server.socket(), command);
    }
    try (XenStoreServer _ = XenStoreServer.builder().socket(socket()).start()) {
      assertThat(run(command)).isEqualTo(genuine);
    }
  }

  @Test
  void theGenuineToolsAreServed() throws Exception {
    PeerProgram.assume("xenstore-ls", "xenstore-utils");
    try (RunProcess server = serve()) {
      assertThat(tool("write", "/local/domain/0/name", "Domain-0")).isEqualTo("0");
      assertThat(tool("read", "/local/domain/0/name")).isEqualTo("Domain-0|0");
      assertThat(tool("read", "name")).as("relative").isEqualTo("Domain-0|0");
      assertThat(tool("read", "/nope")).isEqualTo("xenstore-read: couldn't read path /nope|1");
      assertThat(tool("list", "/nope")).isEqualTo("xenstore-list: could not list path /nope|1");
      assertThat(tool("rm", "/a/b/c")).isEqualTo("xenstore-rm: could not remove path /a/b/c|1");
      assertThat(tool("rm", "/leaf")).isEqualTo("0");
      assertThat(tool("rm", "/")).isEqualTo("xenstore-rm: could not remove path /|1");
      assertThat(tool("write", "/foo/", "x"))
          .isEqualTo("xenstore-write: could not write path /foo/|1");
      assertThat(tool("write", "/foo/esc", "a\\nb\\x01c\"d")).isEqualTo("0");
      assertThat(tool("read", "/foo/esc")).isEqualTo("a\\nb\\001c\"d|0");
      assertThat(tool("ls", "/foo")).isEqualTo("esc = \"a\\nb\\001c\"d\"|0");
      assertThat(tool("write", "/foo/bar", "baz", "/foo/two", "2")).isEqualTo("0");
      assertThat(tool("chmod", "/foo/bar", "n0", "r1", "w2", "b3")).isEqualTo("0");
      assertThat(tool("ls", "-fp", "/foo/bar")).isEqualTo("0");
      assertThat(tool("ls", "-fp", "/foo"))
          .contains("/foo/bar = \"baz\"   (n0,r1,w2,b3)|/foo/two = \"2\"   (n0)|0");
      assertThat(tool("read", "-p", "/foo/bar")).isEqualTo("/foo/bar: baz|0");
      assertThat(tool("exists", "/foo/bar")).isEqualTo("0");
      assertThat(tool("exists", "/foo/none")).isEqualTo("1");
      assertThat(tool("watch", "-n", "2", "/x", "@releaseDomain")).isEqualTo("/x|@releaseDomain|0");
      assertThat(tool("rm", "-t", "/local/domain/0/name")).isEqualTo("0");
      assertThat(tool("list", "/")).isEqualTo("tool|foo|0");
      server.signal("TERM");
      RunProcess.Result result = server.result();
      assertThat(result.status()).isZero();
      assertThat(result.out()).isEqualTo("jexpy: XenStore on " + socket() + "\n");
      assertThat(socket()).doesNotExist();
    }
  }

  @Test
  void pyxsIsServedAndWhatItWroteSurvives() throws Exception {
    String python = PeerProgram.pythonWithPyxs(folder);
    // On the disk, and killed at the end: what was answered is there again.
    String store = "file:%s,sync=disk".formatted(folder.resolve("store"));
    try (RunProcess server = serve("--store", store)) {
      Path script = Files.writeString(folder.resolve("client.py"), SCRIPT);

      assertThat(run(List.of(python, script.toString()))).isEqualTo("done|0");
      server.signal("KILL");
      assertThat(server.result().status()).isNotZero();
    }
    try (RunProcess server = serve("--store", "file:" + folder.resolve("store"))) {
      assertThat(run(List.of(python, "-c", "import pyxs; print(pyxs.xs().read(0, b'/kept'))")))
          .isEqualTo("b'it'|0");
      server.signal("INT");
      assertThat(server.result().status()).isZero();
    }
  }

  private static final String SCRIPT =
      """
      import threading
      from pyxs import Client, Monitor, PyXSError

      with Client() as c, Client() as other:
          c[b"/p/a"] = b"v\\x00w"
          assert c.read(b"/p/a") == b"v\\x00w"
          assert c.read(b"/none", b"d") == b"d"
          assert c.list(b"/p") == [b"a"] and not c.exists(b"/p/b")
          c.set_perms(b"/p/a", [b"b0", b"n0", b"r0"])
          assert c.get_perms(b"/p/a") == [b"b0", b"n0", b"r0"]
          assert c.get_domain_path(999) == b"/local/domain/999"
          assert c.is_domain_introduced(0) and not c.is_domain_introduced(999)
          assert [p for p, _, _ in c.walk(b"/tool")] == [b"/tool", b"/tool/xenstored"]
          try:
              c.read(b"/none")
              assert False
          except PyXSError as e:
              assert e.args[0] == 2

          # The pattern of every example: others write what the transaction is going to write.
          c.transaction()
          other[b"/p/n"] = b"1"
          c[b"/p/n"] = b"2"
          assert c.commit() is False and c.tx_id == 0
          c.transaction()
          c[b"/p/n"] = b"3"
          assert c.read(b"/p/n") == b"3" and other.read(b"/p/n") == b"1"
          assert c.commit() is True and other.read(b"/p/n") == b"3"
          c.transaction()
          c[b"/p/n"] = b"4"
          c.rollback()
          assert c.read(b"/p/n") == b"3"

          with c.monitor() as m:
              m.watch(b"/p/w", b"t")
              events = m.wait()
              assert tuple(next(events)) == (b"/p/w", b"t")
              other[b"/p/w/kid"] = b""
              assert tuple(next(events)) == (b"/p/w/kid", b"t")
              m.unwatch(b"/p/w", b"t")

          def count(key):
              with Client() as mine:
                  for i in range(200):
                      mine[key] = b"%d" % i
                      assert mine.read(key) == b"%d" % i

          threads = [threading.Thread(target=count, args=(b"/t/%d" % i,)) for i in range(8)]
          [t.start() for t in threads]
          [t.join() for t in threads]
          assert len(c.list(b"/t")) == 8
          c[b"/kept"] = b"it"
      print("done")
      """;

  private Path socket() {
    return folder.resolve("socket");
  }

  private RunProcess serve(String... flags) throws IOException {
    String[] words =
        Stream.concat(Stream.of("--socket", socket().toString()), Stream.of(flags))
            .toArray(String[]::new);
    RunProcess server = RunProcess.startCommand(folder, "xenstored", "", words);
    server.awaitOutput("XenStore on");
    return server;
  }

  private String tool(String name, String... arguments) throws Exception {
    return run(Stream.concat(Stream.of("xenstore-" + name), Stream.of(arguments)).toList());
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    return PeerProgram.run(folder, socket(), command);
  }
}
