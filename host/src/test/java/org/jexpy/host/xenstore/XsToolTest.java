package org.jexpy.host.xenstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jexpy.bindings.xenstore.core.client.XenStoreClient;
import org.jexpy.bindings.xenstore.core.server.XenStoreServer;
import org.jexpy.host.loop.HostThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code jexpy xs} against the embedded server: texts as of the genuine tools where they exist. */
@Timeout(60)
final class XsToolTest {
  @TempDir Path folder;
  private Path socket;
  private XenStoreServer server;
  private final CountDownLatch ending = new CountDownLatch(1);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void serve() throws IOException {
    socket = folder.resolve("socket");
    server = XenStoreServer.builder().socket(socket).start();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private int xs(String... words) throws InterruptedException {
    return tool().run(List.of(words));
  }

  private XsTool tool() {
    return new XsTool(
        Map.of("XENSTORED_PATH", socket.toString()),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        () -> ending);
  }

  private String printed() {
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    String text = out.toString(StandardCharsets.UTF_8);
    out.reset();
    return text;
  }

  private String complained() {
    String text = err.toString(StandardCharsets.UTF_8);
    err.reset();
    return text;
  }

  @Test
  void valuesAreWrittenReadAndListedWithTheirEscapes() throws Exception {
    assertThat(xs("write", "/foo/bar", "baz", "/foo/esc", "a\\nb\\x01c\"d")).isZero();
    assertThat(xs("read", "/foo/esc")).isZero();
    assertThat(printed()).isEqualTo("a\\nb\\001c\"d\n");
    assertThat(xs("read", "-R", "/foo/esc")).isZero();
    assertThat(printed()).isEqualTo("a\nb\u0001c\"d");
    assertThat(xs("read", "-p", "/foo/bar")).isZero();
    assertThat(printed()).isEqualTo("/foo/bar: baz\n");
    assertThat(xs("write", "-R", "/foo/raw", "a\\nb")).isZero();
    assertThat(xs("ls", "/foo")).isZero();
    assertThat(printed()).isEqualTo("bar = \"baz\"\nesc = \"a\\nb\\001c\"d\"\nraw = \"a\\\\nb\"\n");
    assertThat(xs("ls", "-fp", "/foo")).isZero();
    assertThat(printed()).startsWith("/foo/bar = \"baz\"   (n0)\n");
    assertThat(xs("ls")).isZero();
    assertThat(printed()).contains("foo = \"\"\n bar = \"baz\"\n");
  }

  @Test
  void severalNodesAreChangedTogetherOrNotAtAll() throws Exception {
    assertThat(xs("write", "/a", "1", "/b/", "2")).isEqualTo(1);
    assertThat(complained()).startsWith("jexpy: xs: ").contains("/b/", "EINVAL");
    assertThat(xs("read", "/a")).isEqualTo(1);
    assertThat(complained()).contains("/a", "ENOENT");
    assertThat(xs("write", "/a", "1", "/b", "2")).isZero();
    assertThat(xs("rm", "/a", "/missing/too")).isEqualTo(1);
    assertThat(complained()).contains("/missing/too", "ENOENT");
    assertThat(xs("read", "/a", "/b")).isZero();
    assertThat(printed()).isEqualTo("1\n2\n");
    assertThat(xs("rm", "/a", "/b")).isZero();
    assertThat(xs("read", "/b")).isEqualTo(1);
  }

  @Test
  void permissionsAreSetOnATree() throws Exception {
    xs("write", "/t/a/b", "1");
    assertThat(xs("chmod", "-r", "/t", "b0", "r5")).isZero();
    assertThat(xs("ls", "-fp", "/t")).isZero();
    assertThat(printed()).isEqualTo("/t/a = \"\"   (b0,r5)\n/t/a/b = \"1\"   (b0,r5)\n");
    assertThat(xs("chmod", "/t", "z9")).isEqualTo(2);
    assertThat(complained()).contains("chmod: 'z9' are no permissions; such are n0 r5");
  }

  @Test
  void aDumpIsLoadedAndCompared() throws Exception {
    xs("write", "/d/one", "1\\n", "/d/two", "2", "/d/two/deep", "\\000\\377");
    xs("chmod", "/d/one", "n0", "b3");
    out.reset();
    assertThat(xs("dump", "/d")).isZero();
    Path dump = Files.writeString(folder.resolve("dump"), printed());
    assertThat(dump)
        .content()
        .contains("/d/one (n0,b3) = \"1\\n\"\n", "/d/two/deep (n0) = \"\\000\\377\"\n");
    assertThat(xs("diff", dump.toString())).isZero();
    assertThat(printed()).isEmpty();

    xs("rm", "/d/two");
    xs("write", "/d/one", "other", "/d/new", "");
    assertThat(xs("diff", dump.toString())).isEqualTo(1);
    assertThat(printed())
        .isEqualTo(
            """
            + /d/new (n0) = ""
            - /d/one (n0,b3) = "1\\n"
            + /d/one (n0,b3) = "other"
            - /d/two (n0) = "2"
            - /d/two/deep (n0) = "\\000\\377"
            """);
    assertThat(xs("load", dump.toString())).isZero();
    assertThat(printed()).isEqualTo("4 nodes written\n");
    xs("rm", "/d/new");
    assertThat(xs("diff", dump.toString())).isZero();
  }

  @Test
  void aFileThatIsNoDumpIsToldByItsLineAndWritesNothing() throws Exception {
    Path file = folder.resolve("bad");
    Files.writeString(file, "# anything\n/x (n0) = \"1\"\n/y (q0) = \"1\"\n");
    assertThat(xs("load", file.toString())).isEqualTo(1);
    assertThat(complained())
        .isEqualTo(
            "jexpy: xs: %s, line 3: 'q0' are no permissions; such are n0,r5\n".formatted(file));
    Files.writeString(file, "/x (n0) = \"1\"\n/y = 1\n");
    assertThat(xs("load", file.toString())).isEqualTo(1);
    assertThat(complained()).contains("line 2 is no node; a line is: PATH (PERMISSION,...)");
    assertThat(xs("read", "/x")).isEqualTo(1);
    assertThat(complained()).contains("ENOENT");
    Files.writeString(file, "/x (n0) = \"\u00e4\"\n");
    assertThat(xs("load", file.toString())).isEqualTo(1);
    assertThat(complained()).contains("is no dump: it is no ASCII text");
    assertThat(xs("write", "/x", "v".repeat(5000))).isEqualTo(1);
    assertThat(complained()).contains("a payload of 5003 bytes (expected at most 4096)");
    assertThat(xs("load", folder.resolve("none").toString())).isEqualTo(1);
    assertThat(complained()).contains("there is no file");
  }

  @Test
  void eventsAreShownAsTheyCome() throws Exception {
    Thread watching =
        HostThreads.daemon(
            "watching",
            () -> {
              try {
                int _ = xs("watch", "-n", "3", "/w");
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    watching.start();
    await().until(() -> out.toString(StandardCharsets.UTF_8).equals("/w\n"));
    try (var store = org.jexpy.bindings.xenstore.core.client.XenStoreClient.connect(socket)) {
      store.write("/w/a", new byte[0]);
      store.write("/w", new byte[0]);
    }
    watching.join();
    assertThat(printed()).isEqualTo("/w\n/w/a\n/w\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|no command given; 'jexpy xs --help' lists them",
        "--sock x|unknown flag '--sock'",
        "--socket|flag '--socket' needs a value",
        "lss|unknown command 'lss'; valid are ls, read",
        "read|no path given",
        "read -z /|read: unknown flag '-z'",
        "write /a|no value given for '/a'",
        "ls / /a|ls: '/a' is a word too many (expected at most 1)",
        "dump / /a|dump: '/a' is a word too many",
        "load a b|load: 'b' is a word too many",
        "diff a b c|diff: 'c' is a word too many (expected at most 2)",
        "record --listen x a b|record: 'b' is a word too many",
        "replay a b|replay: 'b' is a word too many",
        "watch -n 0 /a|watch: -n '0' (expected a number from 1 on)",
        "watch -n|flag '-n' needs a value"
      })
  void mistakesAreToldWithWhatWouldDo(String line, String text) throws Exception {
    String[] words = line.isEmpty() ? new String[0] : line.split(" ");
    assertThat(xs(words)).isEqualTo(2);
    assertThat(complained()).startsWith("jexpy: xs: ").contains(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"write a", "ls --bad", "--socketfoo /x ls", "read", "chmod /a z", "watch"})
  void mistakesAreToldWhetherOrNotAServerIsThere(String line) throws Exception {
    server.close();
    assertThat(xs(line.split(" "))).isEqualTo(2);
    assertThat(complained()).startsWith("jexpy: xs: ").doesNotContain("no XenStore answers");
  }

  @Test
  void standardInputHasToBeADumpAsAnyFile() throws Exception {
    InputStream before = System.in;
    try {
      System.setIn(
          new ByteArrayInputStream("/x (n0) = \"\u00e4\"\n".getBytes(StandardCharsets.UTF_8)));
      assertThat(xs("load", "-")).isEqualTo(1);
      assertThat(complained()).contains("'-' is no dump: it is no ASCII text");
      System.setIn(new ByteArrayInputStream("/x (n0) = \"1\"\n".getBytes(StandardCharsets.UTF_8)));
      assertThat(xs("load", "-")).isZero();
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void nodesThatGoWhileTheyAreLookedAtAreLeftOut() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Thread changing =
        HostThreads.daemon(
            "changing",
            () -> {
              try (XenStoreClient store = XenStoreClient.connect(socket)) {
                while (!over.get()) {
                  store.write("/busy/a/b", new byte[0]);
                  store.remove("/busy/a");
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    assertThat(xs("write", "/busy", "")).isZero();
    changing.start();
    try {
      for (int i = 0; i < 300; i++) {
        assertThat(xs("ls", "-p", "/busy")).isZero();
      }
      // However rarely the other one has its turn.
      while (!out.toString(StandardCharsets.UTF_8).contains("a = \"\"")) {
        assertThat(xs("ls", "-p", "/busy")).isZero();
      }
      assertThat(printed()).isNotEmpty();
      for (int i = 0; i < 20; i++) {
        assertThat(xs("dump", "/busy")).as(complained()).isZero();
      }
    } finally {
      over.set(true);
      changing.join();
    }
  }

  @Test
  void whatTheSystemSaysOfFilesIsASentence() throws Exception {
    assertThat(xs("load", folder.toString())).isEqualTo(1);
    assertThat(complained()).isNotEqualTo("jexpy: xs: %s\n".formatted(folder)).contains("irectory");
  }

  @Test
  void whereNobodyAnswersItSaysWhatToDo() throws Exception {
    Path nowhere = folder.resolve("nowhere");
    assertThat(xs("--socket", nowhere.toString(), "ls")).isEqualTo(1);
    assertThat(complained())
        .isEqualTo(
            "jexpy: xs: no XenStore answers on '%s'; name another socket by --socket PATH or XENSTORED_PATH, or start one: jexpy xenstored --socket PATH\n"
                .formatted(nowhere));
    assertThat(XsTool.socket(Map.of())).hasToString("/var/run/xenstored/socket");
    assertThat(XsTool.socket(Map.of("XENSTORED_RUNDIR", "/r"))).hasToString("/r/socket");
    assertThat(XsTool.socket(Map.of("XENSTORED_PATH", "")))
        .hasToString("/var/run/xenstored/socket");
  }
}
