package org.jexpy.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jexpy.bindings.xenstore.core.store.file.Sync;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server as a program, under the clients that are there already. */
@Timeout(180)
final class XenstoredCommandTest {
  @TempDir Path folder;

  @Test
  void flagsSayWhereToListenAndWhichDomainsThereAre() throws Exception {
    var options =
        XenstoredCommand.parse(
            List.of(
                "--socket", "/a", "--store=file:/d,sync=disk", "--domain=5", "--domain", "6=/s"),
            Map.of());

    assertThat(options)
        .isEqualTo(
            new XenstoredCommand.Options(
                Path.of("/a"),
                Optional.of(new XenstoredCommand.FileStore(Path.of("/d"), Sync.DISK)),
                Set.of(5, 6),
                Map.of(Path.of("/s"), 6)));
  }

  @ParameterizedTest
  @CsvSource({"'', '', /var/run/xenstored/socket", "'', /dir, /dir/socket", "/path, /dir, /path"})
  void withoutFlagItListensWhereClientsLook(String path, String folderName, Path expected)
      throws Exception {
    var environment =
        folderName.isEmpty()
            ? Map.of("XENSTORED_PATH", path)
            : Map.of("XENSTORED_PATH", path, "XENSTORED_RUNDIR", folderName);

    assertThat(XenstoredCommand.parse(List.of(), environment).socket()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "--soket x # unknown '--soket'; did you mean '--socket'?",
        "x # unknown 'x'; valid are --socket, --store, --domain",
        "--domain 0 # --domain is '0' (expected a number from 1 to 32751, with or without =PATH)",
        "--domain=x=/a # --domain is 'x' (expected a number from 1 to 32751, with or without =PATH)",
        "--store disk # --store is 'disk' (expected memory, file:DIR, file:DIR,sync=process or file:DIR,sync=disk)",
        "--socket # flag '--socket' needs a value"
      })
  void wrongWordsAreNamed(String words, String message) {
    assertThatThrownBy(() -> XenstoredCommand.parse(Arrays.asList(words.split(" ", -1)), Map.of()))
        .isInstanceOf(UsageException.class)
        .hasMessage("xenstored: " + message);
  }

  @Test
  void theGenuineToolsAreServed() throws Exception {
    assumeTrue(
        found("xenstore-ls").isPresent(),
        "the xenstore-* tools are not installed (Debian: xenstore-utils)");
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
    String python = pythonWithPyxs();
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

  @Test
  void aSocketThatCannotBeMadeIsSaid() throws Exception {
    try (RunProcess server =
        RunProcess.startCommand(folder, "xenstored", "", "--socket", "none/socket")) {
      RunProcess.Result result = server.result();
      assertThat(result.status()).isEqualTo(1);
      assertThat(result.err())
          .endsWith("jexpy: cannot listen on 'none/socket': there is no folder 'none'\n");
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

  /** What a client says, a bar for each end of a line, and its exit status. */
  private String run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("XENSTORED_PATH", socket().toString());
    Path output = folder.resolve("output");
    Process process = builder.redirectOutput(output.toFile()).start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(output, StandardCharsets.ISO_8859_1);
    return text.replace('\n', '|') + process.exitValue();
  }

  private static Optional<Path> found(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .map(place -> Path.of(place, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * A python3 that has pyxs: Debian's package is for Debian's Python, which may not be the first.
   */
  private String pythonWithPyxs() throws Exception {
    for (String python : List.of("python3", "/usr/bin/python3")) {
      if ((found(python).isPresent() || Files.isExecutable(Path.of(python)))
          && run(List.of(python, "-c", "import pyxs")).equals("0")) {
        return python;
      }
    }
    assumeTrue(false, "pyxs is not installed (Debian: python3-pyxs)");
    throw new AssertionError();
  }
}
